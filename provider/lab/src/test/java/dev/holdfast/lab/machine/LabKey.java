package dev.holdfast.lab.machine;

import dev.holdfast.transport.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;

/// A key of a user of the lab, made for one test.
///
/// @param secret the private half in PEM
/// @param line the public half as `authorized_keys` has it
public record LabKey(Secret secret, String line) {
  private static final int ED25519_BYTES = 32;

  /// An ed25519 key, as most people have one.
  public static LabKey fresh() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] encoded = pair.getPublic().getEncoded();
      ByteArrayOutputStream blob = new ByteArrayOutputStream();
      field(blob, "ssh-ed25519".getBytes(StandardCharsets.UTF_8));
      field(blob, Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length));
      String line = "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob.toByteArray());
      String body =
          Base64.getMimeEncoder(64, new byte[] {'\n'})
              .encodeToString(pair.getPrivate().getEncoded());
      String pem = "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
      return new LabKey(Secret.of(pem), line + " test@lab");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has Ed25519", e);
    }
  }

  private static void field(ByteArrayOutputStream blob, byte[] bytes) {
    blob.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
    blob.writeBytes(bytes);
  }
}
