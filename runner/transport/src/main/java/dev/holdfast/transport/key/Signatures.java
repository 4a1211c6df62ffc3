package dev.holdfast.transport.key;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Signatures in SSH's encoding: algorithm name, then the signature proper (RFC 4253, 5656, 8332,
/// 8709). SHA-1 with RSA is neither made nor accepted.
public final class Signatures {
  private Signatures() {}

  /// The algorithms that a key of this type can sign with, best first; for a certificate's type the
  /// names that servers know certificates by.
  public static List<String> algorithms(String keyType) {
    boolean certificate = keyType.endsWith(PublicKeys.CERTIFICATE_SUFFIX);
    String plain = certificate ? plainType(keyType) : keyType;
    if (!plain.equals(PublicKeys.RSA)) {
      return List.of(keyType);
    }
    String suffix = certificate ? PublicKeys.CERTIFICATE_SUFFIX : "";
    return List.of("rsa-sha2-512" + suffix, "rsa-sha2-256" + suffix);
  }

  /// The name inside the signature that goes with an algorithm of authentication.
  public static String plainType(String algorithm) {
    return algorithm.endsWith(PublicKeys.CERTIFICATE_SUFFIX)
        ? algorithm.substring(0, algorithm.length() - PublicKeys.CERTIFICATE_SUFFIX.length())
        : algorithm;
  }

  /// Whether a signature is this key's over the data, by an algorithm that fits the key.
  ///
  /// @param key a plain key's blob, not a certificate's
  /// @param expected the algorithm that was agreed upon; empty for any that fits the key
  public static boolean verify(
      byte[] key, Optional<String> expected, byte[] data, byte[] signature) {
    WireReader in = new WireReader(signature);
    String algorithm = in.string();
    if ((expected.isPresent() && !expected.get().equals(algorithm))
        || !algorithms(PublicKeys.type(key)).contains(algorithm)) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(jdkName(algorithm));
      verifier.initVerify(PublicKeys.decode(key));
      verifier.update(data);
      byte[] value = in.bytes();
      Optional<Curve> curve = Curve.ofKeyType(algorithm);
      return verifier.verify(curve.isPresent() ? fixedWidth(curve.get(), value) : value);
    } catch (GeneralSecurityException e) {
      throw new KeyException("a signature by " + algorithm + " cannot be checked", e);
    }
  }

  /// @param algorithm one of [#algorithms] without the certificate's suffix
  static byte[] sign(PrivateKey key, String algorithm, byte[] data) {
    try {
      Signature signer = Signature.getInstance(jdkName(algorithm));
      signer.initSign(key);
      signer.update(data);
      byte[] value = signer.sign();
      boolean ecdsa = Curve.ofKeyType(algorithm).isPresent();
      return new WireWriter().string(algorithm).bytes(ecdsa ? twoIntegers(value) : value).toBytes();
    } catch (GeneralSecurityException e) {
      throw new KeyException("cannot sign by " + algorithm, e);
    }
  }

  private static String jdkName(String algorithm) {
    return switch (algorithm) {
      case PublicKeys.ED25519 -> "Ed25519";
      case "rsa-sha2-512" -> "SHA512withRSA";
      case "rsa-sha2-256" -> "SHA256withRSA";
      default ->
          Curve.ofKeyType(algorithm)
              .map(curve -> curve.signature)
              .orElseThrow(() -> new KeyException("no signatures by " + algorithm));
    };
  }

  private static byte[] twoIntegers(byte[] fixed) {
    int half = fixed.length / 2;
    return new WireWriter()
        .integer(new BigInteger(1, Arrays.copyOf(fixed, half)))
        .integer(new BigInteger(1, Arrays.copyOfRange(fixed, half, fixed.length)))
        .toBytes();
  }

  private static byte[] fixedWidth(Curve curve, byte[] twoIntegers) {
    WireReader in = new WireReader(twoIntegers);
    return ByteBuffer.allocate(2 * curve.width)
        .put(curve.unsigned(in.integer()))
        .put(curve.unsigned(in.integer()))
        .array();
  }
}
