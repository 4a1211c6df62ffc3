package dev.holdfast.transport.key;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// An SSH agent behind a Unix socket (draft-miller-ssh-agent), asked with one connection a question
/// so that hosts in parallel never wait for each other.
public final class AgentClient {
  private static final int REQUEST_IDENTITIES = 11;
  private static final int IDENTITIES_ANSWER = 12;
  private static final int SIGN_REQUEST = 13;
  private static final int SIGN_RESPONSE = 14;
  private static final int RSA_SHA2_256 = 2;
  private static final int RSA_SHA2_512 = 4;
  private static final int LONGEST_ANSWER = 256 * 1024;

  private final String socket;

  public AgentClient(String socket) {
    this.socket = socket;
  }

  /// The keys that the agent holds.
  ///
  /// @throws KeyException when there is no agent behind the socket or it does not answer rightly
  public List<UserKey> keys() {
    WireReader in = ask(new WireWriter().octet(REQUEST_IDENTITIES).toBytes(), IDENTITIES_ANSWER);
    int count = in.uint32();
    List<UserKey> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] blob = in.bytes();
      keys.add(new AgentKey(blob, in.string()));
    }
    return List.copyOf(keys);
  }

  private byte[] sign(byte[] blob, String algorithm, byte[] data) {
    int flags =
        switch (Signatures.plainType(algorithm)) {
          case "rsa-sha2-256" -> RSA_SHA2_256;
          case "rsa-sha2-512" -> RSA_SHA2_512;
          default -> 0;
        };
    byte[] request =
        new WireWriter().octet(SIGN_REQUEST).bytes(blob).bytes(data).uint32(flags).toBytes();
    return ask(request, SIGN_RESPONSE).bytes();
  }

  private WireReader ask(byte[] request, int expected) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(Path.of(socket)));
      DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
      out.write(new WireWriter().bytes(request).toBytes());
      out.flush();
      DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
      int length = in.readInt();
      if (length < 1 || length > LONGEST_ANSWER) {
        throw new KeyException("the agent at " + socket + " answered out of its protocol");
      }
      byte[] answer = new byte[length];
      in.readFully(answer);
      WireReader reader = new WireReader(answer);
      if (reader.octet() != expected) {
        throw new KeyException("the agent at " + socket + " refused");
      }
      return reader;
    } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
      throw new KeyException("the agent at " + socket + " does not answer: " + e.getMessage(), e);
    }
  }

  private final class AgentKey implements UserKey {
    private final byte[] blob;
    private final String comment;

    AgentKey(byte[] blob, String comment) {
      this.blob = blob.clone();
      this.comment = comment;
    }

    @Override
    public byte[] blob() {
      return blob.clone();
    }

    @Override
    public byte[] sign(String algorithm, byte[] data) {
      return AgentClient.this.sign(blob, algorithm, data);
    }

    @Override
    public String description() {
      return PublicKeys.type(blob)
          + " key of the agent ("
          + comment
          + ") "
          + PublicKeys.fingerprint(blob);
    }

    @Override
    public String toString() {
      return description();
    }
  }
}
