package dev.holdfast.transport.local;

import dev.holdfast.transport.Channel;
import dev.holdfast.transport.Channels;
import dev.holdfast.transport.TransportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Commands as processes of this machine, through `/bin/sh`.
public final class LocalChannels implements Channels {
  private static final Optional<String> SETSID = program("setsid");
  private static final Optional<String> SCRIPT = program("script");

  private final Set<LocalChannel> open = ConcurrentHashMap.newKeySet();

  /// In a session of its own, so that a program that wants to ask for a password cannot ask on the
  /// terminal of whoever runs us, and a signal to the command's group is not one to ours.
  @Override
  public Channel exec(String commandLine, boolean terminal) {
    try {
      Process process =
          new ProcessBuilder(command(commandLine, terminal))
              .directory(Path.of(System.getProperty("user.dir")).toFile())
              .start();
      var channel = new LocalChannel(this, process, open::remove);
      open.add(channel);
      return channel;
    } catch (IOException e) {
      throw new TransportException(
          TransportException.Reason.UNREACHABLE, "Unable to start /bin/sh on this machine", e);
    }
  }

  @Override
  public String name() {
    return "localhost";
  }

  @Override
  public TransportException lost(String during, Exception cause) {
    return new TransportException(
        TransportException.Reason.LOST, "localhost: the shell was lost during " + during, cause);
  }

  @Override
  public boolean alive() {
    return true;
  }

  @Override
  public void close() {
    List.copyOf(open).forEach(LocalChannel::close);
  }

  private static List<String> command(String commandLine, boolean terminal) {
    var command = new ArrayList<String>();
    SETSID.ifPresent(setsid -> command.addAll(List.of(setsid, "-w")));
    if (terminal) {
      String script =
          SCRIPT.orElseThrow(() ->
              new TransportException(
                  TransportException.Reason.CONFIGURATION,
                  "This machine has no program script, which a become program that wants a terminal needs"));
      command.addAll(
          List.of(script, "-q", "-e", "-c", "stty raw -echo; " + commandLine, "/dev/null"));
    } else {
      command.addAll(List.of("/bin/sh", "-c", commandLine));
    }
    return command;
  }

  private static Optional<String> program(String name) {
    return Stream.of("/usr/bin/", "/bin/")
        .map(directory -> directory + name)
        .filter(path -> Files.isExecutable(Path.of(path)))
        .findFirst();
  }
}
