package dev.holdfast.language.filter;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Numbers;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.codec.digest.Md5Crypt;
import org.apache.commons.codec.digest.Sha2Crypt;

/// Password hashes as crypt(3) has them, with the defaults of Ansible (`ansible/utils/encrypt.py`).
public final class PasswordHash {
  private static final String SALT =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./";
  private static final String BCRYPT =
      "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int IMPLIED_ROUNDS = 5000;
  private static final int BCRYPT_SALT = 22;
  private static final String REFUSED = "Could not hash the secret.";

  /// What the caller asks for; what is empty takes the algorithm's default.
  public record Wish(
      Optional<String> salt,
      Optional<Integer> saltSize,
      Optional<Integer> rounds,
      Optional<String> ident) {
    public static final Wish DEFAULT =
        new Wish(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private PasswordHash() {}

  static Value filter(Value input, Arguments args, EvalContext context) {
    Params params =
        Params.of(
            "get_encrypted_password", args, "hashtype", "salt", "salt_size", "rounds", "ident");
    Wish wish =
        new Wish(
            params.get("salt").map(Text::str).filter(salt -> !salt.isEmpty()),
            params.get("salt_size").map(Numbers::index),
            params.get("rounds").map(Numbers::index),
            params.get("ident").map(Text::str));
    return Str.of(hash(Text.str(input), params.text("hashtype", "sha512"), wish));
  }

  /// The hash of a password.
  public static String hash(String password, String type, Wish wish) {
    return switch (type) {
      case "sha512", "sha512_crypt" -> sha2(password, "$6$", 656_000, wish);
      case "sha256", "sha256_crypt" -> sha2(password, "$5$", 535_000, wish);
      case "md5", "md5_crypt" -> md5(password, wish);
      case "blowfish", "bcrypt" -> bcrypt(password, wish);
      default -> throw TemplateError.filter("passlib does not support '" + type + "' algorithm");
    };
  }

  private static String sha2(String password, String prefix, int defaultRounds, Wish wish) {
    String salt = salt(wish, 16);
    int rounds = wish.rounds().orElse(defaultRounds);
    if (rounds < 1000 || rounds > 999_999_999) {
      throw TemplateError.filter(REFUSED);
    }
    String setting = prefix + "rounds=" + rounds + "$" + salt;
    byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
    String hash =
        prefix.equals("$6$")
            ? Sha2Crypt.sha512Crypt(bytes, setting)
            : Sha2Crypt.sha256Crypt(bytes, setting);
    return rounds == IMPLIED_ROUNDS ? hash.replace("rounds=" + IMPLIED_ROUNDS + "$", "") : hash;
  }

  private static String md5(String password, Wish wish) {
    String salt = salt(wish, 8);
    return Md5Crypt.md5Crypt(password.getBytes(StandardCharsets.UTF_8), "$1$" + salt);
  }

  private static String salt(Wish wish, int longest) {
    int size = wish.saltSize().orElse(longest);
    String salt = wish.salt().orElseGet(() -> random(SALT, size));
    boolean valid = salt.chars().allMatch(c -> SALT.indexOf(c) >= 0);
    if (!valid || salt.length() > longest || size > longest) {
      throw TemplateError.filter(REFUSED);
    }
    return salt;
  }

  private static String random(String alphabet, int length) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < length; i++) {
      out.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
    }
    return out.toString();
  }

  private static String bcrypt(String password, Wish wish) {
    int rounds = wish.rounds().orElse(12);
    String ident = wish.ident().orElse("2b");
    String salt = wish.salt().orElseGet(() -> random(BCRYPT, BCRYPT_SALT));
    boolean valid = salt.chars().allMatch(c -> BCRYPT.indexOf(c) >= 0);
    if (!valid || salt.length() != BCRYPT_SALT || rounds < 4 || rounds > 31) {
      throw TemplateError.filter(REFUSED);
    }
    BCrypt.Version version =
        switch (ident) {
          case "2a" -> BCrypt.Version.VERSION_2A;
          case "2y" -> BCrypt.Version.VERSION_2Y;
          case "2b" -> BCrypt.Version.VERSION_2B;
          default -> throw TemplateError.filter(REFUSED);
        };
    byte[] hash =
        BCrypt.with(version, LongPasswordStrategies.truncate(version))
            .hash(rounds, decode(salt), password.getBytes(StandardCharsets.UTF_8));
    return new String(hash, StandardCharsets.US_ASCII);
  }

  /// bcrypt's own base 64; the last four bits of the text say nothing.
  private static byte[] decode(String salt) {
    byte[] bytes = new byte[17];
    int bits = 0;
    int held = 0;
    int at = 0;
    for (int i = 0; i < salt.length(); i++) {
      bits = (bits << 6) | BCRYPT.indexOf(salt.charAt(i));
      held += 6;
      if (held >= 8) {
        held -= 8;
        bytes[at++] = (byte) (bits >>> held);
      }
    }
    return Arrays.copyOf(bytes, 16);
  }
}
