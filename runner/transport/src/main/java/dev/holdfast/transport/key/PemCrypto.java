package dev.holdfast.transport.key;

import dev.holdfast.transport.Secret;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// Opens PEM keys that are encrypted: PKCS#8's way and the older one with a `DEK-Info` header.
final class PemCrypto {
  static final String MISSING = "it is encrypted and no passphrase was given";
  static final String WRONG = "the passphrase is wrong";

  private PemCrypto() {}

  static byte[] pkcs8(byte[] der, Optional<Secret> passphrase) throws GeneralSecurityException {
    Secret secret = passphrase.orElseThrow(() -> new KeyException(MISSING));
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
      AlgorithmParameters parameters = info.getAlgParameters();
      // For PBES2 the runtime tells the pair of hash and cipher only as the parameters' text.
      String name = parameters == null ? info.getAlgName() : parameters.toString();
      PBEKeySpec spec = new PBEKeySpec(secret.reveal().toCharArray());
      SecretKey key = SecretKeyFactory.getInstance(name).generateSecret(spec);
      Cipher cipher = Cipher.getInstance(name);
      cipher.init(Cipher.DECRYPT_MODE, key, parameters);
      return info.getKeySpec(cipher).getEncoded();
    } catch (InvalidKeySpecException e) {
      throw new KeyException(WRONG, e);
    } catch (IOException e) {
      throw new KeyException("the encrypted key is damaged", e);
    }
  }

  /// The bytes of a PEM block, decrypted when its headers say it is encrypted.
  static byte[] legacy(PemBlock pem, Optional<Secret> passphrase) throws GeneralSecurityException {
    String info = pem.headers().getOrDefault("DEK-Info", "");
    if (info.isEmpty()) {
      return pem.bytes();
    }
    Secret secret = passphrase.orElseThrow(() -> new KeyException(MISSING));
    int comma = info.indexOf(',');
    String name = comma < 0 ? info : info.substring(0, comma);
    byte[] vector = HexFormat.of().parseHex(info, comma + 1, info.length());
    boolean aes = name.matches("AES-(128|192|256)-CBC");
    if (!aes && !name.equals("DES-EDE3-CBC")) {
      throw new KeyException("it is encrypted by " + name + ", which is not supported");
    }
    int length = aes ? Integer.parseInt(name, 4, 7, 10) / 8 : 24;
    SecretKeySpec key =
        new SecretKeySpec(derive(secret, Arrays.copyOf(vector, 8), length), aes ? "AES" : "DESede");
    Cipher cipher = Cipher.getInstance(aes ? "AES/CBC/PKCS5Padding" : "DESede/CBC/PKCS5Padding");
    cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(vector));
    try {
      return cipher.doFinal(pem.bytes());
    } catch (BadPaddingException e) {
      throw new KeyException(WRONG, e);
    }
  }

  /// OpenSSL's old derivation: MD5 over what came before, the passphrase and the salt.
  private static byte[] derive(Secret secret, byte[] salt, int length)
      throws GeneralSecurityException {
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    byte[] key = new byte[0];
    byte[] last = new byte[0];
    while (key.length < length) {
      md5.update(last);
      md5.update(secret.bytes());
      last = md5.digest(salt);
      int from = key.length;
      key = Arrays.copyOf(key, from + last.length);
      System.arraycopy(last, 0, key, from, last.length);
    }
    return Arrays.copyOf(key, length);
  }
}
