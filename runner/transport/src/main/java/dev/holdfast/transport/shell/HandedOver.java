package dev.holdfast.transport.shell;

import dev.holdfast.transport.Channel;
import java.io.InputStream;
import java.io.OutputStream;

/// A channel that a shell was started on, behind what was said at the start.
record HandedOver(Channel channel, InputStream stdout, InputStream stderr) implements Channel {
  @Override
  public OutputStream stdin() {
    return channel.stdin();
  }

  @Override
  public int await() {
    return channel.await();
  }

  @Override
  public void signal(String name) {
    channel.signal(name);
  }

  @Override
  public void close() {
    channel.close();
  }
}
