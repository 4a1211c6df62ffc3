package dev.holdfast.transport.ssh;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KeyAgreement;
import javax.crypto.interfaces.DHPublicKey;
import javax.crypto.spec.DHParameterSpec;
import javax.crypto.spec.DHPublicKeySpec;

/// The half of a Diffie-Hellman exchange that we hold: X25519 (RFC 8731), a NIST curve (RFC 5656)
/// or a large prime (RFC 8268), all by the Java runtime.
interface Agreement {
  /// Makes our secret and gives the public value to send.
  byte[] open() throws GeneralSecurityException;

  /// The shared secret, from the server's public value.
  BigInteger close(byte[] theirs) throws GeneralSecurityException;

  static Agreement x25519() {
    return new X25519();
  }

  static Agreement curve(String name) {
    return new Elliptic(name);
  }

  static Agreement prime(BigInteger prime) {
    return new Prime(prime);
  }

  private static BigInteger secret(String algorithm, PrivateKey ours, PublicKey theirs)
      throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance(algorithm);
    agreement.init(ours);
    agreement.doPhase(theirs, true);
    return new BigInteger(1, agreement.generateSecret());
  }

  /// Both values travel as 32 bytes, which is the end of the key's X.509 form.
  final class X25519 implements Agreement {
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b656e032100");
    private final KeyPair pair;

    private X25519() {
      try {
        pair = KeyPairGenerator.getInstance("X25519").generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public byte[] open() {
      byte[] encoded = pair.getPublic().getEncoded();
      return Arrays.copyOfRange(encoded, PREFIX.length, encoded.length);
    }

    @Override
    public BigInteger close(byte[] theirs) throws GeneralSecurityException {
      if (theirs.length != 32) {
        throw new GeneralSecurityException("not a value of X25519");
      }
      byte[] encoded = Arrays.copyOf(PREFIX, PREFIX.length + theirs.length);
      System.arraycopy(theirs, 0, encoded, PREFIX.length, theirs.length);
      PublicKey key =
          KeyFactory.getInstance("X25519").generatePublic(new X509EncodedKeySpec(encoded));
      return secret("X25519", pair.getPrivate(), key);
    }
  }

  /// Values travel as uncompressed points.
  final class Elliptic implements Agreement {
    private final KeyPair pair;

    private Elliptic(String name) {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(name));
        pair = generator.generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public byte[] open() {
      ECPublicKey key = (ECPublicKey) pair.getPublic();
      int width = width(key.getParams());
      byte[] point = new byte[1 + 2 * width];
      point[0] = 4;
      put(key.getW().getAffineX(), point, 1, width);
      put(key.getW().getAffineY(), point, 1 + width, width);
      return point;
    }

    @Override
    public BigInteger close(byte[] theirs) throws GeneralSecurityException {
      ECParameterSpec parameters = ((ECPublicKey) pair.getPublic()).getParams();
      int width = width(parameters);
      if (theirs.length != 1 + 2 * width || theirs[0] != 4) {
        throw new GeneralSecurityException("not a point of the curve");
      }
      BigInteger x = new BigInteger(1, Arrays.copyOfRange(theirs, 1, 1 + width));
      BigInteger y = new BigInteger(1, Arrays.copyOfRange(theirs, 1 + width, theirs.length));
      PublicKey key =
          KeyFactory.getInstance("EC")
              .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), parameters));
      return secret("ECDH", pair.getPrivate(), key);
    }

    private static int width(ECParameterSpec parameters) {
      return (parameters.getCurve().getField().getFieldSize() + 7) / 8;
    }

    private static void put(BigInteger value, byte[] target, int offset, int width) {
      byte[] bytes = value.toByteArray();
      int from = Math.max(0, bytes.length - width);
      int count = bytes.length - from;
      System.arraycopy(bytes, from, target, offset + width - count, count);
    }
  }

  /// Values travel as integers.
  final class Prime implements Agreement {
    private final BigInteger prime;
    private final KeyPair pair;

    private Prime(BigInteger prime) {
      this.prime = prime;
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("DH");
        generator.initialize(new DHParameterSpec(prime, BigInteger.TWO));
        pair = generator.generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public byte[] open() {
      return ((DHPublicKey) pair.getPublic()).getY().toByteArray();
    }

    @Override
    public BigInteger close(byte[] theirs) throws GeneralSecurityException {
      BigInteger value = new BigInteger(theirs);
      if (value.compareTo(BigInteger.ONE) <= 0
          || value.compareTo(prime.subtract(BigInteger.ONE)) >= 0) {
        throw new GeneralSecurityException("the server's value is out of range");
      }
      DHPublicKeySpec spec = new DHPublicKeySpec(value, prime, BigInteger.TWO);
      return secret("DH", pair.getPrivate(), KeyFactory.getInstance("DH").generatePublic(spec));
    }
  }
}
