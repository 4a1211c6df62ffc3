package dev.holdfast.lab.ssh;

import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.lab.machine.Call;
import dev.holdfast.lab.machine.Identity;
import dev.holdfast.lab.machine.MemoryMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/// One command line on a machine. The start of the runner's persistent shell is answered by a
/// greeting that says that this is a lab's machine; anything else is one text for its shell.
final class ShellChannel implements Command {
  /// The word by which the runner's shell asks to be greeted.
  private static final Pattern GREETING = Pattern.compile("holdfast-shell-1-[0-9a-f]{32}");

  private static final Pattern BECOME =
      Pattern.compile("\\bexec +(?:[^ ]*/)?(sudo|doas|su) (.*)", Pattern.DOTALL);
  private static final Pattern USER = Pattern.compile("(?:^| )-u +'?([A-Za-z0-9_.-]+)");
  private static final Pattern SU_USER = Pattern.compile("(?:^| )'?([a-z_][a-z0-9_-]*) +-c ");

  private final MemoryMachine machine;
  private final String user;
  private final String commandLine;
  private InputStream in = InputStream.nullInputStream();
  private OutputStream out = OutputStream.nullOutputStream();
  private OutputStream err = OutputStream.nullOutputStream();
  private ExitCallback exit = (_, _, _) -> {};
  private Optional<Thread> thread = Optional.empty();

  ShellChannel(MemoryMachine machine, ChannelSession channel, String commandLine) {
    this.machine = machine;
    this.user = channel.getSession().getUsername();
    this.commandLine = commandLine;
  }

  @Override
  public void setInputStream(InputStream stream) {
    in = stream;
  }

  @Override
  public void setOutputStream(OutputStream stream) {
    out = stream;
  }

  @Override
  public void setErrorStream(OutputStream stream) {
    err = stream;
  }

  @Override
  public void setExitCallback(ExitCallback callback) {
    exit = callback;
  }

  @Override
  public void start(ChannelSession channel, Environment environment) {
    thread = Optional.of(Thread.ofVirtual().name("lab-" + machine.name()).start(this::serve));
  }

  @Override
  public void destroy(ChannelSession channel) {
    thread.ifPresent(Thread::interrupt);
  }

  private void serve() {
    int status = 255;
    try {
      status = run();
      out.flush();
      err.flush();
    } catch (IOException _) {
      // The other side went away.
    } finally {
      exit.onExit(status);
    }
  }

  private int run() throws IOException {
    Identity login = machine.accounts().identity(user).orElse(Identity.ROOT);
    Matcher greeting = GREETING.matcher(commandLine);
    if (!greeting.find()) {
      return once(login);
    }
    Optional<Identity> who = become(login);
    if (who.isEmpty()) {
      return 1;
    }
    say(out, greeting.group() + " lab\n");
    say(err, greeting.group() + "\n");
    return new RecordLoop(machine, who.get(), in, out, err).run();
  }

  private int once(Identity login) throws IOException {
    Call call =
        new Call(
            machine,
            login,
            List.of("/bin/sh", "-c", commandLine),
            Bytes.EMPTY,
            login.home(),
            login.environment());
    Ran ran = machine.run(call);
    out.write(ran.out().toArray());
    err.write(ran.err().toArray());
    return ran.status();
  }

  /// As whom the shell runs; empty, with a complaint, where the machine does not allow it.
  private Optional<Identity> become(Identity login) throws IOException {
    Matcher become = BECOME.matcher(commandLine);
    if (!become.find()) {
      return Optional.of(login);
    }
    String program = become.group(1);
    Matcher named = (program.equals("su") ? SU_USER : USER).matcher(become.group(2));
    String wanted = named.find() ? named.group(1) : "root";
    Optional<Identity> who = machine.accounts().identity(wanted);
    if (who.isEmpty()) {
      say(err, "%s: unknown user %s\n".formatted(program, wanted));
      return who;
    }
    if (!login.isRoot() && (program.equals("su") || !isSudoer(login))) {
      say(err, program.equals("su") ? "su: Authentication failure\n" : refusal(login));
      return Optional.empty();
    }
    return who;
  }

  private static String refusal(Identity login) {
    return "sudo: %s may not become another user on this machine without a password\n"
        .formatted(login.name());
  }

  /// Whether a line of the files that cloud images have for it lets the user do everything.
  private boolean isSudoer(Identity login) {
    var files = machine.files().as(Identity.ROOT);
    String folder = "/etc/sudoers.d";
    return files.isDirectory(folder)
        && files.list(folder).stream()
            .flatMap(name -> files.text(folder + "/" + name).lines())
            .map(line -> line.strip().split("\\s+", 2))
            .anyMatch(words ->
                words.length == 2
                    && words[0].equals(login.name())
                    && words[1].contains("NOPASSWD"));
  }

  private static void say(OutputStream stream, String text) throws IOException {
    stream.write(text.getBytes(StandardCharsets.UTF_8));
    stream.flush();
  }
}
