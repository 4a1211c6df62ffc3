package dev.holdfast.transport.key;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.Arrays;
import java.util.Optional;

/// The three elliptic curves of RFC 5656.
enum Curve {
  NISTP256("nistp256", "secp256r1", "1.2.840.10045.3.1.7", 32, "SHA256withECDSAinP1363Format"),
  NISTP384("nistp384", "secp384r1", "1.3.132.0.34", 48, "SHA384withECDSAinP1363Format"),
  NISTP521("nistp521", "secp521r1", "1.3.132.0.35", 66, "SHA512withECDSAinP1363Format");

  final String label;
  final String objectId;
  final int width;
  final String signature;
  private final String jdkName;

  Curve(String label, String jdkName, String objectId, int width, String signature) {
    this.label = label;
    this.jdkName = jdkName;
    this.objectId = objectId;
    this.width = width;
    this.signature = signature;
  }

  String keyType() {
    return "ecdsa-sha2-" + label;
  }

  static Curve named(String label) {
    return Arrays.stream(values())
        .filter(curve -> curve.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new KeyException("unknown elliptic curve " + label));
  }

  static Optional<Curve> ofKeyType(String type) {
    return Arrays.stream(values()).filter(curve -> curve.keyType().equals(type)).findFirst();
  }

  static Curve ofObjectId(String id) {
    return Arrays.stream(values())
        .filter(curve -> curve.objectId.equals(id))
        .findFirst()
        .orElseThrow(() -> new KeyException("unknown elliptic curve " + id));
  }

  static Curve ofFieldSize(int bits) {
    return Arrays.stream(values())
        .filter(curve -> (bits + 7) / 8 == curve.width)
        .findFirst()
        .orElseThrow(() -> new KeyException("no SSH name for a curve of " + bits + " bits"));
  }

  ECParameterSpec parameters() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(jdkName));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new KeyException("this Java runtime does not know the curve " + label, e);
    }
  }

  /// The uncompressed form: 4, x, y.
  ECPoint point(byte[] encoded) {
    if (encoded.length != 1 + 2 * width || encoded[0] != 4) {
      throw new KeyException("not an uncompressed point on " + label);
    }
    return new ECPoint(
        new BigInteger(1, Arrays.copyOfRange(encoded, 1, 1 + width)),
        new BigInteger(1, Arrays.copyOfRange(encoded, 1 + width, encoded.length)));
  }

  byte[] encoded(ECPoint point) {
    return ByteBuffer.allocate(1 + 2 * width)
        .put((byte) 4)
        .put(unsigned(point.getAffineX()))
        .put(unsigned(point.getAffineY()))
        .array();
  }

  /// A number of this curve's field in as many bytes as the field takes, without sign.
  byte[] unsigned(BigInteger value) {
    byte[] bytes = value.toByteArray();
    int from = Math.max(0, bytes.length - width);
    ByteBuffer result = ByteBuffer.allocate(width);
    return result
        .position(width - (bytes.length - from))
        .put(bytes, from, bytes.length - from)
        .array();
  }
}
