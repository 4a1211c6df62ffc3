package dev.holdfast.transport.shell;

import dev.holdfast.transport.Channel;
import dev.holdfast.transport.Channels;
import dev.holdfast.transport.TransportException;
import dev.holdfast.transport.local.LocalChannels;
import java.util.function.UnaryOperator;

/// Local channels on which `/bin/sh` is some other shell, or something stands before it.
record Dialect(LocalChannels local, UnaryOperator<String> change) implements Channels {
  /// A shell by its command, such as `busybox sh`.
  static Dialect of(String shell) {
    return new Dialect(
        new LocalChannels(), line -> line.replace("exec /bin/sh -c ", "exec " + shell + " -c "));
  }

  /// With commands that run before the shell is started.
  static Dialect after(String commands) {
    return new Dialect(new LocalChannels(), line -> commands + "\n" + line);
  }

  @Override
  public Channel exec(String commandLine, boolean terminal) {
    return local.exec(change.apply(commandLine), terminal);
  }

  @Override
  public String name() {
    return local.name();
  }

  @Override
  public TransportException lost(String during, Exception cause) {
    return local.lost(during, cause);
  }

  @Override
  public boolean alive() {
    return local.alive();
  }

  @Override
  public void close() {
    local.close();
  }
}
