package dev.holdfast.transport.key;

import com.hierynomus.sshj.userauth.keyprovider.bcrypt.BCrypt;
import dev.holdfast.transport.Secret;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// OpenSSH's own form of private keys (PROTOCOL.key), plain or encrypted under bcrypt.
final class OpenSshKey {
  private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern CIPHERS =
      Pattern.compile("aes(128|192|256)-(ctr|cbc|gcm@openssh\\.com)");
  private static final int BLOCK = 16;
  private static final int GCM_VECTOR = 12;

  private OpenSshKey() {}

  static PrivateKeys.Pair parse(byte[] bytes, Optional<Secret> passphrase)
      throws GeneralSecurityException {
    if (bytes.length < MAGIC.length || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
      throw new KeyException("not an OpenSSH private key");
    }
    WireReader in = new WireReader(Arrays.copyOfRange(bytes, MAGIC.length, bytes.length));
    String cipher = in.string();
    String derivation = in.string();
    byte[] options = in.bytes();
    if (in.uint32() != 1) {
      throw new KeyException("it holds more than one key");
    }
    in.bytes(); // the public key, which the private part repeats
    byte[] sealed = in.bytes();
    boolean plain = cipher.equals("none");
    byte[] open = plain ? sealed : decrypt(cipher, derivation, options, sealed, in, passphrase);
    return key(new WireReader(open), !plain);
  }

  private static PrivateKeys.Pair key(WireReader in, boolean encrypted)
      throws GeneralSecurityException {
    int check = in.uint32();
    if (check != in.uint32()) {
      throw new KeyException(encrypted ? PemCrypto.WRONG : "the key is damaged");
    }
    String type = in.string();
    if (type.equals(PublicKeys.ED25519)) {
      in.bytes(); // public half
      return PrivateKeys.ed25519(Arrays.copyOf(in.bytes(), 32));
    }
    if (type.equals(PublicKeys.RSA)) {
      return rsa(in);
    }
    if (Curve.ofKeyType(type).isPresent()) {
      Curve curve = Curve.named(in.string());
      byte[] point = in.bytes();
      return PrivateKeys.ec(curve, in.integer(), point);
    }
    throw new KeyException(
        "keys of type " + type + " are not supported from files; an agent can hold them");
  }

  private static PrivateKeys.Pair rsa(WireReader in) throws GeneralSecurityException {
    BigInteger n = in.integer();
    BigInteger e = in.integer();
    BigInteger d = in.integer();
    BigInteger coefficient = in.integer();
    BigInteger p = in.integer();
    BigInteger q = in.integer();
    return PrivateKeys.rsa(
        new RSAPrivateCrtKeySpec(
            n,
            e,
            d,
            p,
            q,
            d.mod(p.subtract(BigInteger.ONE)),
            d.mod(q.subtract(BigInteger.ONE)),
            coefficient));
  }

  private static byte[] decrypt(
      String cipher,
      String derivation,
      byte[] options,
      byte[] sealed,
      WireReader in,
      Optional<Secret> passphrase)
      throws GeneralSecurityException {
    Secret secret = passphrase.orElseThrow(() -> new KeyException(PemCrypto.MISSING));
    if (!derivation.equals("bcrypt") || !CIPHERS.matcher(cipher).matches()) {
      throw new KeyException(
          "it is encrypted by " + cipher + " under " + derivation + ", which is not supported");
    }
    boolean gcm = cipher.contains("gcm");
    int keyBytes = Integer.parseInt(cipher, 3, 6, 10) / 8;
    byte[] derived = new byte[keyBytes + (gcm ? GCM_VECTOR : BLOCK)];
    WireReader parameters = new WireReader(options);
    byte[] salt = parameters.bytes();
    new BCrypt().pbkdf(secret.bytes(), salt, parameters.uint32(), derived);
    SecretKeySpec key = new SecretKeySpec(derived, 0, keyBytes, "AES");
    if (gcm) {
      Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
      aes.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, derived, keyBytes, GCM_VECTOR));
      return open(aes, sealed, in.rest());
    }
    Cipher aes =
        Cipher.getInstance(cipher.endsWith("ctr") ? "AES/CTR/NoPadding" : "AES/CBC/NoPadding");
    aes.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(derived, keyBytes, BLOCK));
    return aes.doFinal(sealed);
  }

  /// The tag of GCM stands behind the sealed part, outside its length.
  private static byte[] open(Cipher aes, byte[] sealed, byte[] tag)
      throws GeneralSecurityException {
    byte[] whole = Arrays.copyOf(sealed, sealed.length + tag.length);
    System.arraycopy(tag, 0, whole, sealed.length, tag.length);
    try {
      return aes.doFinal(whole);
    } catch (AEADBadTagException e) {
      throw new KeyException(PemCrypto.WRONG, e);
    }
  }
}
