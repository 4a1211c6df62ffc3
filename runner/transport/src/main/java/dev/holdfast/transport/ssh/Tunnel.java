package dev.holdfast.transport.ssh;

import java.util.concurrent.Semaphore;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;

/// A `direct-tcpip` channel: a TCP connection that a jump host makes for us (RFC 4254, section
/// 7.2).
final class Tunnel extends SafeChannel {
  private final String host;
  private final int port;

  Tunnel(Connection connection, Semaphore permits, String host, int port) {
    super(connection, "direct-tcpip", permits);
    this.host = host;
    this.port = port;
  }

  @Override
  protected SSHPacket buildOpenReq() {
    return super.buildOpenReq()
        .putString(host)
        .putUInt32(port)
        .putString("127.0.0.1")
        .putUInt32(65_535);
  }
}
