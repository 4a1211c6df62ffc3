package dev.holdfast.transport.key;

import dev.holdfast.transport.Secret;
import java.io.Serial;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads private keys: OpenSSH's own form, PKCS#8, and the older `RSA` and `EC` forms, each plain
/// or encrypted.
public final class PrivateKeys {
  private static final String RSA_ID = "1.2.840.113549.1.1.1";
  private static final String EC_ID = "1.2.840.10045.2.1";
  private static final String ED25519_ID = "1.3.101.112";

  /// A private key and the blob of its public one.
  static final class Pair {
    private final PrivateKey secret;
    private final byte[] blob;

    Pair(PrivateKey secret, byte[] blob) {
      this.secret = secret;
      this.blob = blob;
    }
  }

  private PrivateKeys() {}

  /// @param origin where the text is from, for messages
  /// @throws KeyException when the text holds no key that can be used; its message says why
  public static UserKey parse(String text, Optional<Secret> passphrase, String origin) {
    try {
      Pair pair = parse(PemBlock.first(text), passphrase);
      return new FileKey(pair.secret, pair.blob, origin);
    } catch (KeyException e) {
      throw new KeyException(origin + ": " + e.getMessage(), e);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new KeyException(origin + ": the key is damaged or of an unknown kind", e);
    }
  }

  private static Pair parse(PemBlock pem, Optional<Secret> passphrase)
      throws GeneralSecurityException {
    return switch (pem.label()) {
      case "OPENSSH PRIVATE KEY" -> OpenSshKey.parse(pem.bytes(), passphrase);
      case "PRIVATE KEY" -> pkcs8(pem.bytes());
      case "ENCRYPTED PRIVATE KEY" -> pkcs8(PemCrypto.pkcs8(pem.bytes(), passphrase));
      case "RSA PRIVATE KEY" -> rsa(Der.parse(PemCrypto.legacy(pem, passphrase)));
      case "EC PRIVATE KEY" -> ec(Der.parse(PemCrypto.legacy(pem, passphrase)), Optional.empty());
      default -> throw new KeyException("keys of the form " + pem.label() + " are not supported");
    };
  }

  private static Pair rsa(Der sequence) throws GeneralSecurityException {
    List<Der> f = sequence.children();
    if (f.size() < 9) {
      throw new KeyException("the RSA key is cut");
    }
    return rsa(
        new RSAPrivateCrtKeySpec(
            f.get(1).integer(),
            f.get(2).integer(),
            f.get(3).integer(),
            f.get(4).integer(),
            f.get(5).integer(),
            f.get(6).integer(),
            f.get(7).integer(),
            f.get(8).integer()));
  }

  static Pair rsa(RSAPrivateCrtKeySpec spec) throws GeneralSecurityException {
    byte[] blob =
        new WireWriter()
            .string(PublicKeys.RSA)
            .integer(spec.getPublicExponent())
            .integer(spec.getModulus())
            .toBytes();
    return new Pair(KeyFactory.getInstance("RSA").generatePrivate(spec), blob);
  }

  /// RFC 5915: version, scalar, then `[0]` the curve and `[1]` the public point.
  private static Pair ec(Der sequence, Optional<Curve> given) throws GeneralSecurityException {
    Optional<Curve> curve = given;
    Optional<byte[]> point = Optional.empty();
    for (Der part : sequence.children()) {
      if (part.tag() == 0xa0) {
        curve = Optional.of(Curve.ofObjectId(part.child(0).objectId()));
      } else if (part.tag() == 0xa1) {
        byte[] bits = part.child(0).content();
        point = Optional.of(Arrays.copyOfRange(bits, 1, bits.length));
      }
    }
    if (curve.isEmpty() || point.isEmpty()) {
      throw new KeyException(
          "the EC key does not hold its public half; write it anew with ssh-keygen -p");
    }
    BigInteger scalar = new BigInteger(1, sequence.child(1).content());
    return ec(curve.get(), scalar, point.get());
  }

  static Pair ec(Curve curve, BigInteger scalar, byte[] point) throws GeneralSecurityException {
    PrivateKey key =
        KeyFactory.getInstance("EC")
            .generatePrivate(new ECPrivateKeySpec(scalar, curve.parameters()));
    return new Pair(key, PublicKeys.ecdsaBlob(curve, point));
  }

  static Pair ed25519(byte[] seed) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    generator.initialize(NamedParameterSpec.ED25519, new Fixed(seed));
    KeyPair pair = generator.generateKeyPair();
    return new Pair(pair.getPrivate(), PublicKeys.encode(pair.getPublic()));
  }

  private static Pair pkcs8(byte[] der) throws GeneralSecurityException {
    Der info = Der.parse(der);
    Der algorithm = info.child(1);
    String id = algorithm.child(0).objectId();
    byte[] inner = info.child(2).content();
    return switch (id) {
      case RSA_ID -> {
        PrivateKey key =
            KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        if (!(key instanceof RSAPrivateCrtKey crt)) {
          throw new KeyException("the RSA key lacks its primes");
        }
        yield rsa(
            new RSAPrivateCrtKeySpec(
                crt.getModulus(),
                crt.getPublicExponent(),
                crt.getPrivateExponent(),
                crt.getPrimeP(),
                crt.getPrimeQ(),
                crt.getPrimeExponentP(),
                crt.getPrimeExponentQ(),
                crt.getCrtCoefficient()));
      }
      case EC_ID -> {
        Curve curve = Curve.ofObjectId(algorithm.child(1).objectId());
        yield ec(Der.parse(inner), Optional.of(curve));
      }
      case ED25519_ID -> ed25519(Der.parse(inner).content());
      default -> throw new KeyException("keys of the kind " + id + " are not supported");
    };
  }

  /// The Java runtime makes an Ed25519 public key only together with a new private one, whose seed
  /// it takes from its source of randomness; this source gives the seed of the key that is read.
  private static final class Fixed extends SecureRandom {
    @Serial private static final long serialVersionUID = 1L;
    private final byte[] seed;

    Fixed(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != seed.length) {
        throw new KeyException("the Ed25519 key has " + seed.length + " bytes");
      }
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }

  private static final class FileKey implements UserKey {
    private final PrivateKey secret;
    private final byte[] blob;
    private final String origin;

    FileKey(PrivateKey secret, byte[] blob, String origin) {
      this.secret = secret;
      this.blob = blob.clone();
      this.origin = origin;
    }

    @Override
    public byte[] blob() {
      return blob.clone();
    }

    @Override
    public byte[] sign(String algorithm, byte[] data) {
      return Signatures.sign(secret, Signatures.plainType(algorithm), data);
    }

    @Override
    public String description() {
      return PublicKeys.type(blob) + " key " + origin + " " + PublicKeys.fingerprint(blob);
    }

    @Override
    public String toString() {
      return description();
    }
  }
}
