package dev.holdfast.lab.ssh;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.forward.DirectTcpipFactory;
import org.apache.sshd.server.forward.ForwardingFilter;
import org.apache.sshd.server.forward.TcpForwardingFilter;
import org.apache.sshd.server.forward.TcpipServerChannel;

/// A connection that a machine forwards as a jump host: to another machine of the lab, by the
/// address that it has there, and to nothing else.
final class Forwarded extends TcpipServerChannel {
  /// What leads out of the lab is refused where it is resolved.
  static final ForwardingFilter FILTER =
      new ForwardingFilter() {
        @Override
        public boolean canListen(SshdSocketAddress address, Session session) {
          return false;
        }

        @Override
        public boolean canConnect(Type type, SshdSocketAddress address, Session session) {
          return type == Type.Direct;
        }

        @Override
        public boolean canForwardAgent(Session session, String request) {
          return false;
        }

        @Override
        public boolean canForwardX11(Session session, String request) {
          return false;
        }
      };

  private final MachineServer.Routes routes;

  private Forwarded(MachineServer.Routes routes) {
    super(TcpForwardingFilter.Type.Direct, null);
    this.routes = routes;
  }

  /// Makes the channels of one machine.
  static final class Factory extends DirectTcpipFactory {
    private final MachineServer.Routes routes;

    Factory(MachineServer.Routes routes) {
      this.routes = routes;
    }

    @Override
    public Channel createChannel(Session session) {
      return new Forwarded(routes);
    }
  }

  @Override
  protected OpenFuture doInit(Buffer buffer) {
    String host = buffer.getString();
    int port = buffer.getInt();
    Optional<InetSocketAddress> way = routes.way(host, port);
    if (way.isEmpty()) {
      OpenFuture refused = new DefaultOpenFuture(this, this);
      refused.setException(
          new SshChannelOpenException(
              getChannelId(), SshConstants.SSH_OPEN_CONNECT_FAILED, "No route to host"));
      close(true);
      return refused;
    }
    Buffer real = new ByteArrayBuffer();
    real.putString(way.get().getAddress().getHostAddress());
    real.putInt(way.get().getPort());
    real.putString(buffer.getString());
    real.putInt(buffer.getInt());
    return super.doInit(real);
  }
}
