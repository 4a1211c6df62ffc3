package dev.holdfast.transport.ssh;

import dev.holdfast.transport.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.transport.TransportException;

/// A command on a machine, over one `session` channel.
final class RemoteChannel implements Channel {
  private final Link link;
  private final ExecChannel channel;

  RemoteChannel(Link link, ExecChannel channel) {
    this.link = link;
    this.channel = channel;
  }

  @Override
  public OutputStream stdin() {
    return channel.getOutputStream();
  }

  @Override
  public InputStream stdout() {
    return channel.getInputStream();
  }

  @Override
  public InputStream stderr() {
    return channel.errors();
  }

  @Override
  public int await() {
    try {
      channel.join();
    } catch (ConnectionException e) {
      throw link.lost("a command", e);
    }
    return channel
        .status()
        .orElseThrow(() ->
            link.lost("a command", new IOException("the server closed it without an exit status")));
  }

  @Override
  public void signal(String name) {
    try {
      channel.signal(name);
    } catch (TransportException _) {
      channel.abandon();
    }
  }

  @Override
  public void close() {
    channel.abandon();
  }
}
