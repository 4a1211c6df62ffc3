package dev.holdfast.transport.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.forwarded.AbstractForwardedChannel;
import net.schmizz.sshj.connection.channel.forwarded.ForwardedChannelOpener;
import net.schmizz.sshj.transport.TransportException;

/// Lets commands on a server use our agent: each channel that the server opens for it becomes one
/// connection to the agent's socket.
final class AgentForward implements ForwardedChannelOpener {
  private static final String TYPE = "auth-agent@openssh.com";

  private final Connection connection;
  private final String socket;
  private final Timers timers;

  AgentForward(Connection connection, String socket, Timers timers) {
    this.connection = connection;
    this.socket = socket;
    this.timers = timers;
  }

  @Override
  public String getChannelType() {
    return TYPE;
  }

  @Override
  public void handleOpen(SSHPacket packet) throws ConnectionException {
    try {
      AgentChannel channel =
          new AgentChannel(
              connection, packet.readUInt32AsInt(), packet.readUInt32(), packet.readUInt32());
      timers.start(() -> serve(channel));
    } catch (Buffer.BufferException e) {
      throw new ConnectionException(e);
    }
  }

  private void serve(AgentChannel channel) {
    try (SocketChannel agent = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      if (!connect(agent, channel)) {
        return;
      }
      timers.start(() -> pump(Channels.newInputStream(agent), channel.getOutputStream(), channel));
      pump(channel.getInputStream(), Channels.newOutputStream(agent), channel);
    } catch (IOException _) {
      channel.end();
    }
  }

  private boolean connect(SocketChannel agent, AgentChannel channel) throws TransportException {
    try {
      agent.connect(UnixDomainSocketAddress.of(Path.of(socket)));
    } catch (IOException _) {
      channel.reject(OpenFailException.Reason.CONNECT_FAILED, "the agent does not answer");
      return false;
    }
    channel.confirm();
    return true;
  }

  private static void pump(InputStream from, OutputStream to, AgentChannel channel) {
    byte[] buffer = new byte[8192];
    try {
      for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
        to.write(buffer, 0, count);
        to.flush();
      }
    } catch (IOException _) {
      // One side ended; both are closed below.
    }
    channel.end();
  }

  /// A channel that the server opened.
  private static final class AgentChannel extends AbstractForwardedChannel {
    AgentChannel(Connection connection, int recipient, long window, long packet) {
      super(connection, TYPE, recipient, window, packet, "", 0);
    }

    void end() {
      try {
        if (isOpen()) {
          sendClose();
        }
      } catch (TransportException _) {
        // The connection ended, and this with it.
      }
    }
  }
}
