package dev.holdfast.transport.key;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// Public keys as blobs: the encoding that travels, that files hold in base64, and that
/// fingerprints are made of (RFC 4253 section 6.6, RFC 5656, RFC 8709).
public final class PublicKeys {
  public static final String ED25519 = "ssh-ed25519";
  public static final String RSA = "ssh-rsa";
  static final String CERTIFICATE_SUFFIX = "-cert-v01@openssh.com";
  private static final byte[] ED25519_X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private PublicKeys() {}

  /// The key's type, such as `ssh-ed25519`, from its blob.
  public static String type(byte[] blob) {
    return new WireReader(blob).string();
  }

  public static boolean certificate(byte[] blob) {
    return type(blob).endsWith(CERTIFICATE_SUFFIX);
  }

  /// The `SHA256:` fingerprint that OpenSSH prints.
  public static String fingerprint(byte[] blob) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The blob of a line `type base64 comment`, as in `.pub` files.
  ///
  /// @return empty when the line is not such a line
  public static Optional<byte[]> parseLine(String line) {
    String[] fields = line.strip().split("\\s+", 3);
    if (fields.length < 2) {
      return Optional.empty();
    }
    try {
      byte[] blob = Base64.getDecoder().decode(fields[1]);
      return type(blob).equals(fields[0]) ? Optional.of(blob) : Optional.empty();
    } catch (IllegalArgumentException | KeyException _) {
      return Optional.empty();
    }
  }

  /// The line `type base64` of a blob.
  public static String line(byte[] blob) {
    return type(blob) + " " + Base64.getEncoder().encodeToString(blob);
  }

  /// The key itself: for a certificate the key that it certifies, else the same.
  public static byte[] plain(byte[] blob) {
    return certificate(blob) ? Certificate.parse(blob).key() : blob.clone();
  }

  static PublicKey decode(byte[] blob) {
    WireReader in = new WireReader(blob);
    String type = in.string();
    try {
      if (type.equals(ED25519)) {
        return ed25519(in.bytes());
      }
      if (type.equals(RSA)) {
        BigInteger exponent = in.integer();
        return KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(in.integer(), exponent));
      }
      if (Curve.ofKeyType(type).isPresent()) {
        return ecdsa(Curve.named(in.string()), in.bytes());
      }
    } catch (GeneralSecurityException e) {
      throw new KeyException("not a valid " + type + " key", e);
    }
    throw new KeyException("keys of type " + type + " are not supported");
  }

  private static PublicKey ed25519(byte[] point) throws GeneralSecurityException {
    byte[] encoded = Arrays.copyOf(ED25519_X509, ED25519_X509.length + point.length);
    System.arraycopy(point, 0, encoded, ED25519_X509.length, point.length);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }

  private static PublicKey ecdsa(Curve curve, byte[] point) throws GeneralSecurityException {
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(curve.point(point), curve.parameters()));
  }

  static byte[] encode(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      return new WireWriter()
          .string(RSA)
          .integer(rsa.getPublicExponent())
          .integer(rsa.getModulus())
          .toBytes();
    }
    if (key instanceof ECPublicKey ec) {
      Curve curve = Curve.ofFieldSize(ec.getParams().getCurve().getField().getFieldSize());
      return ecdsaBlob(curve, curve.encoded(ec.getW()));
    }
    byte[] encoded = key.getEncoded();
    return ed25519Blob(Arrays.copyOfRange(encoded, ED25519_X509.length, encoded.length));
  }

  static byte[] ecdsaBlob(Curve curve, byte[] point) {
    return new WireWriter().string(curve.keyType()).string(curve.label).bytes(point).toBytes();
  }

  static byte[] ed25519Blob(byte[] point) {
    return new WireWriter().string(ED25519).bytes(point).toBytes();
  }
}
