package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.Secret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The six digits of an authenticator at a moment (RFC 6238 with SHA-1 and 30 seconds).
final class TimeCode {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int STEP_SECONDS = 30;

  static String of(Secret key, Instant moment) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(bytes(key.reveal()), "HmacSHA1"));
      long step = Math.floorDiv(moment.getEpochSecond(), STEP_SECONDS);
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int number = ByteBuffer.wrap(hash, hash[hash.length - 1] & 0xf, Integer.BYTES).getInt();
      return "%06d".formatted((number & Integer.MAX_VALUE) % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no HMAC-SHA-1.", e);
    }
  }

  private static byte[] bytes(String base32) {
    String letters = base32.toUpperCase(Locale.ROOT).replaceAll("[\\s=-]", "");
    ByteBuffer bytes = ByteBuffer.allocate(letters.length() * 5 / 8);
    int held = 0;
    int bits = 0;
    for (int i = 0; i < letters.length(); i++) {
      int value = BASE32.indexOf(letters.charAt(i));
      if (value < 0) {
        throw new IllegalArgumentException("An authenticator's key is written in base32.");
      }
      held = (held << 5 | value) & 0xfff;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.put((byte) (held >> bits));
      }
    }
    if (bytes.position() == 0) {
      throw new IllegalArgumentException("An authenticator's key cannot be empty.");
    }
    return bytes.array();
  }

  private TimeCode() {}
}
