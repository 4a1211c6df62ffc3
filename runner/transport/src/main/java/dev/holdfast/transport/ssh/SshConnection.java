package dev.holdfast.transport.ssh;

import dev.holdfast.transport.Answer;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Channel;
import dev.holdfast.transport.Connection;
import dev.holdfast.transport.Limits;
import dev.holdfast.transport.Payload;
import dev.holdfast.transport.Request;
import dev.holdfast.transport.Shell;
import dev.holdfast.transport.ShellOpener;
import dev.holdfast.transport.shell.Shells;
import dev.holdfast.transport.shell.Single;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// A machine behind SSH.
final class SshConnection implements Connection {
  private final SshChannels channels;
  private final ShellOpener opener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Become, Shell> shells = new HashMap<>();

  SshConnection(SshChannels channels, ShellOpener opener) {
    this.channels = channels;
    this.opener = opener;
  }

  @Override
  public Shell shell(Become become) {
    lock.lock();
    try {
      Shell shell = shells.get(become);
      if (shell == null) {
        shell = opener.open(channels, become);
        shells.put(become, shell);
      }
      return shell;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Answer exec(String commandLine, Payload input, Limits limits) {
    return Single.run(channels, commandLine, input, limits);
  }

  @Override
  public Channel stream(Become become, Request request) {
    return Shells.stream(channels, become, request);
  }

  @Override
  public void upload(InputStream content, long length, String path) throws IOException {
    new FileCopy(channels).upload(content, length, path);
  }

  @Override
  public void download(String path, OutputStream sink) throws IOException {
    new FileCopy(channels).download(path, sink);
  }

  @Override
  public boolean alive() {
    return channels.alive();
  }

  @Override
  public void stop() {
    List<Shell> open;
    lock.lock();
    try {
      open = List.copyOf(shells.values());
    } finally {
      lock.unlock();
    }
    open.forEach(Shell::interrupt);
    close();
  }

  @Override
  public void close() {
    channels.close();
  }
}
