package dev.holdfast.transport.ssh;

import dev.holdfast.transport.key.KeyException;
import dev.holdfast.transport.key.PublicKeys;
import dev.holdfast.transport.key.Signatures;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.Transport;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.transport.digest.Digest;
import net.schmizz.sshj.transport.kex.KeyExchangeBase;

/// A key exchange that checks the server's signature with our own keys: sshj's needs BouncyCastle
/// for ECDSA host keys and trusts certificates before the known hosts were asked.
final class Exchange extends KeyExchangeBase {
  private final Agreement agreement;
  private byte[] ours = new byte[0];
  private BigInteger secret = BigInteger.ZERO;

  Exchange(Agreement agreement, Digest digest) {
    super(digest);
    this.agreement = agreement;
  }

  @Override
  public void init(
      Transport transport, String theirId, String ourId, byte[] theirInit, byte[] ourInit)
      throws GeneralSecurityException, TransportException {
    super.init(transport, theirId, ourId, theirInit, ourInit);
    digest.init();
    ours = agreement.open();
    transport.write(new SSHPacket(Message.KEXDH_INIT).putBytes(ours));
  }

  @Override
  public BigInteger getK() {
    return secret;
  }

  @Override
  public boolean next(Message message, SSHPacket packet)
      throws GeneralSecurityException, TransportException {
    if (message != Message.KEXDH_31) {
      throw failed("unexpected packet " + message);
    }
    try {
      byte[] blob = packet.readBytes();
      byte[] theirs = packet.readBytes();
      byte[] signature = packet.readBytes();
      secret = agreement.close(theirs);
      Buffer.PlainBuffer all =
          initializedBuffer().putBytes(blob).putBytes(ours).putBytes(theirs).putMPInt(secret);
      digest.update(all.array(), all.rpos(), all.available());
      H = digest.digest();
      prove(blob, signature);
      hostKey = new PresentedKey(blob);
      return true;
    } catch (Buffer.BufferException | KeyException e) {
      throw new TransportException(DisconnectReason.KEY_EXCHANGE_FAILED, e.getMessage(), e);
    }
  }

  private void prove(byte[] blob, byte[] signature) throws TransportException {
    String agreed = trans.getHostKeyAlgorithm().getKeyAlgorithm();
    if (!Signatures.algorithms(PublicKeys.type(blob)).contains(agreed)) {
      throw failed("the server sent a key of another kind than was agreed upon");
    }
    Optional<String> algorithm = Optional.of(Signatures.plainType(agreed));
    if (!Signatures.verify(PublicKeys.plain(blob), algorithm, H, signature)) {
      throw failed("the server did not prove to hold its host key");
    }
  }

  private static TransportException failed(String why) {
    return new TransportException(DisconnectReason.KEY_EXCHANGE_FAILED, why);
  }
}
