package dev.holdfast.language.vault;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The cipher `AES256` of Ansible Vault: PBKDF2 with HMAC-SHA256 and 10,000 rounds gives two keys
/// and the counter's start; AES in counter mode with PKCS7 padding; HMAC-SHA256 over the cipher
/// text.
final class VaultCipher {
  private static final String MAC = "HmacSHA256";
  private static final int ROUNDS = 10_000;
  private static final int KEY = 32;
  private static final int BLOCK = 16;
  private static final int HASH = 32;

  private VaultCipher() {}

  /// Empty when the secret is not the right one.
  static Optional<byte[]> decrypt(VaultText text, VaultSecret secret) {
    byte[] keys = keys(secret, text.salt());
    if (!MessageDigest.isEqual(mac(keys, text.cipherText()), text.mac())) {
      return Optional.empty();
    }
    byte[] padded = crypt(Cipher.DECRYPT_MODE, keys, text.cipherText());
    int padding = padded.length == 0 ? 0 : padded[padded.length - 1];
    if (padding < 1 || padding > BLOCK || padding > padded.length) {
      throw new VaultException("Invalid padding bytes.");
    }
    return Optional.of(Arrays.copyOf(padded, padded.length - padding));
  }

  static VaultText encrypt(byte[] plain, VaultSecret secret, byte[] salt, Optional<String> id) {
    byte[] keys = keys(secret, salt);
    int padding = BLOCK - plain.length % BLOCK;
    byte[] padded = Arrays.copyOf(plain, plain.length + padding);
    Arrays.fill(padded, plain.length, padded.length, (byte) padding);
    byte[] cipherText = crypt(Cipher.ENCRYPT_MODE, keys, padded);
    return new VaultText(id, salt, mac(keys, cipherText), cipherText);
  }

  private static byte[] mac(byte[] keys, byte[] cipherText) {
    return hmac(Arrays.copyOfRange(keys, KEY, 2 * KEY)).doFinal(cipherText);
  }

  private static byte[] crypt(int mode, byte[] keys, byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          mode, new SecretKeySpec(keys, 0, KEY, "AES"), new IvParameterSpec(keys, 2 * KEY, BLOCK));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new VaultException("AES256 cipher could not be found", e);
    }
  }

  /// PBKDF2 by hand: the JDK's takes characters, and a password file may hold any bytes.
  private static byte[] keys(VaultSecret secret, byte[] salt) {
    Mac mac = hmac(secret.bytes());
    byte[] out = new byte[3 * HASH];
    for (int block = 1; block <= 3; block++) {
      mac.update(salt);
      mac.update(new byte[] {0, 0, 0, (byte) block});
      byte[] round = mac.doFinal();
      byte[] sum = round.clone();
      for (int i = 1; i < ROUNDS; i++) {
        round = mac.doFinal(round);
        for (int j = 0; j < HASH; j++) {
          sum[j] ^= round[j];
        }
      }
      System.arraycopy(sum, 0, out, (block - 1) * HASH, HASH);
    }
    return out;
  }

  private static Mac hmac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(MAC);
      // The JDK refuses an empty key; HMAC pads keys with zeros, so one zero is the same key.
      mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, MAC));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new VaultException("HmacSHA256 could not be found", e);
    }
  }
}
