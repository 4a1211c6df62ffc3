package dev.holdfast.transport.ssh;

import dev.holdfast.transport.key.KeyException;
import dev.holdfast.transport.key.UserKey;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/// The method `publickey` (RFC 4252, section 7) with any key that can sign, also an agent's.
final class KeyMethod extends AbstractAuthMethod {
  private final UserKey key;
  private final String algorithm;
  private final boolean askFirst;

  /// @param askFirst whether the server is asked if it would take the key before it is used: saves
  ///   an agent from signing for nothing, and costs a round trip
  KeyMethod(UserKey key, String algorithm, boolean askFirst) {
    super("publickey");
    this.key = key;
    this.algorithm = algorithm;
    this.askFirst = askFirst;
  }

  @Override
  protected SSHPacket buildReq() throws UserAuthException {
    return askFirst ? offer(false) : signed();
  }

  @Override
  public void handle(Message message, SSHPacket packet)
      throws UserAuthException, TransportException {
    if (message != Message.USERAUTH_60) {
      super.handle(message, packet);
      return;
    }
    params.getTransport().write(signed());
  }

  private SSHPacket offer(boolean withSignature) throws UserAuthException {
    return super.buildReq().putBoolean(withSignature).putString(algorithm).putBytes(key.blob());
  }

  private SSHPacket signed() throws UserAuthException {
    SSHPacket request = offer(true);
    byte[] data =
        new Buffer.PlainBuffer()
            .putBytes(params.getTransport().getSessionID())
            .putBuffer(request)
            .getCompactData();
    try {
      return request.putBytes(key.sign(algorithm, data));
    } catch (KeyException e) {
      throw new UserAuthException(e.getMessage(), e);
    }
  }
}
