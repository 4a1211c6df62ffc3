package dev.holdfast.transport.local;

import dev.holdfast.transport.Answer;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Channel;
import dev.holdfast.transport.Connection;
import dev.holdfast.transport.Limits;
import dev.holdfast.transport.Payload;
import dev.holdfast.transport.Request;
import dev.holdfast.transport.Shell;
import dev.holdfast.transport.shell.Shells;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// This machine, as `ansible_connection: local` means it.
public final class LocalConnection implements Connection {
  private final LocalChannels channels = new LocalChannels();
  private final Shells shells = new Shells(channels);

  @Override
  public Shell shell(Become become) {
    return shells.shell(become);
  }

  @Override
  public Answer exec(String commandLine, Payload input, Limits limits) {
    return shells.exec(commandLine, input, limits);
  }

  @Override
  public Channel stream(Become become, Request request) {
    return Shells.stream(channels, become, request);
  }

  @Override
  public void upload(InputStream content, long length, String path) throws IOException {
    try (OutputStream file = Files.newOutputStream(Path.of(path))) {
      long copied = content.transferTo(file);
      if (copied != length) {
        throw new IOException(
            "%s: %d bytes were announced, %d came".formatted(path, length, copied));
      }
    }
  }

  @Override
  public void download(String path, OutputStream sink) throws IOException {
    Files.copy(Path.of(path), sink);
  }

  @Override
  public boolean alive() {
    return channels.alive();
  }

  @Override
  public void stop() {
    shells.stop();
    close();
  }

  @Override
  public void close() {
    shells.close();
    channels.close();
  }
}
