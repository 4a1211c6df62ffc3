package dev.holdfast.server.process;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Locale;
import java.util.Optional;

/// The kinds of key that the plugin's certificate may have.
///
/// Measured on a JVM that has just started, P-521 is the quickest by far; some hardened hosts
/// refuse some curves, therefore there is a choice.
enum KeyType {
  P521("EC", "secp521r1", "SHA512withECDSA"),
  P256("EC", "secp256r1", "SHA256withECDSA"),
  ED25519("Ed25519", "", "Ed25519"),
  RSA2048("RSA", "", "SHA256withRSA");

  private final String algorithm;
  private final String curve;
  private final String signature;

  KeyType(String algorithm, String curve, String signature) {
    this.algorithm = algorithm;
    this.curve = curve;
    this.signature = signature;
  }

  static Optional<KeyType> named(String name) {
    String wanted = name.replace("-", "").toUpperCase(Locale.ROOT);
    for (KeyType type : values()) {
      if (type.name().equals(wanted)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  KeyPair generate() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if (!curve.isEmpty()) {
      generator.initialize(new ECGenParameterSpec(curve));
    } else if (this == RSA2048) {
      generator.initialize(2048);
    }
    return generator.generateKeyPair();
  }

  byte[] sign(PrivateKey key, byte[] content) throws GeneralSecurityException {
    Signature signer = Signature.getInstance(signature);
    signer.initSign(key);
    signer.update(content);
    return signer.sign();
  }

  /// The AlgorithmIdentifier of the signature; only RSA carries (empty) parameters.
  byte[] signatureIdentifier() {
    return switch (this) {
      case P521 -> Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 4));
      case P256 -> Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2));
      case ED25519 -> Der.sequence(Der.oid(1, 3, 101, 112));
      case RSA2048 -> Der.sequence(Der.oid(1, 2, 840, 113549, 1, 1, 11), Der.nothing());
    };
  }
}
