package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.Locked;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.value.Vaulted;
import dev.holdfast.language.vault.VaultSecret;
import dev.holdfast.language.vault.Vaults;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Digests, base 64, UUIDs and vaults.
final class HashFilters {
  private static final UUID ANSIBLE = UUID.fromString("361e6d51-faec-444a-9079-341386da8e2e");

  private HashFilters() {}

  static Value hash(Value input, Arguments args, EvalContext context) {
    String type = Params.of("get_hash", args, "hashtype").text("hashtype", "sha1");
    return Str.of(digest(type, Text.str(input)));
  }

  static Value md5(Value input, Arguments args, EvalContext context) {
    return Str.of(digest("md5", Text.str(input)));
  }

  static Value sha1(Value input, Arguments args, EvalContext context) {
    return Str.of(digest("sha1", Text.str(input)));
  }

  private static String digest(String type, String text) {
    String algorithm =
        switch (type.toLowerCase(Locale.ROOT)) {
          case "md5" -> "MD5";
          case "sha1" -> "SHA-1";
          case "sha224" -> "SHA-224";
          case "sha256" -> "SHA-256";
          case "sha384" -> "SHA-384";
          case "sha512" -> "SHA-512";
          case "sha3_224" -> "SHA3-224";
          case "sha3_256" -> "SHA3-256";
          case "sha3_384" -> "SHA3-384";
          case "sha3_512" -> "SHA3-512";
          case "sha512_256" -> "SHA-512/256";
          case "sha512_224" -> "SHA-512/224";
          default -> throw TemplateError.filter("unsupported hash type " + type);
        };
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw TemplateError.ansible("unsupported hash type " + type, e);
    }
  }

  static Value b64encode(Value input, Arguments args, EvalContext context) {
    Charset charset = charset(Params.of("b64encode", args, "encoding"));
    return Str.of(Base64.getEncoder().encodeToString(Text.str(input).getBytes(charset)));
  }

  static Value b64decode(Value input, Arguments args, EvalContext context) {
    Charset charset = charset(Params.of("b64decode", args, "encoding"));
    String text = Text.str(input).replaceAll("[^A-Za-z0-9+/=]", "");
    int end = text.indexOf('=');
    String digits = end < 0 ? text : text.substring(0, end);
    int padding = end < 0 ? 0 : text.length() - end;
    if (digits.length() % 4 == 1) {
      throw TemplateError.filter(
          "Invalid base64-encoded string: number of data characters (%d) cannot be 1 more than a multiple of 4"
              .formatted(digits.length()));
    }
    if (digits.length() % 4 != 0 && (digits.length() + padding) % 4 != 0 && padding < 2) {
      throw TemplateError.filter("Incorrect padding");
    }
    byte[] bytes = Base64.getDecoder().decode(digits);
    return Unsafe.mark(Str.of(new String(bytes, charset)), input);
  }

  private static Charset charset(Params params) {
    String name = params.text("encoding", "utf-8");
    try {
      String java = name.toLowerCase(Locale.ROOT).replace("utf-16-le", "utf-16le");
      return Charset.forName(java);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw TemplateError.ansible("unknown encoding: " + name, e);
    }
  }

  static Value toUuid(Value input, Arguments args, EvalContext context) {
    Optional<Value> namespace = Params.of("to_uuid", args, "namespace").get("namespace");
    UUID space = namespace.map(HashFilters::uuid).orElse(ANSIBLE);
    return Str.of(nameBased(space, Text.str(input)).toString());
  }

  private static UUID uuid(Value namespace) {
    String text = Text.str(namespace);
    String hex = text.replace("urn:", "").replace("uuid:", "").replaceAll("[{}-]", "");
    if (!hex.matches("[0-9a-fA-F]{32}")) {
      throw TemplateError.filter(
          "Invalid value '%s' for 'namespace': badly formed hexadecimal UUID string"
              .formatted(text));
    }
    return new UUID(
        Long.parseUnsignedLong(hex.substring(0, 16), 16),
        Long.parseUnsignedLong(hex.substring(16), 16));
  }

  /// Version 5 of RFC 9562.
  private static UUID nameBased(UUID namespace, String name) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(longBytes(namespace.getMostSignificantBits()));
      sha1.update(longBytes(namespace.getLeastSignificantBits()));
      byte[] hash = sha1.digest(name.getBytes(StandardCharsets.UTF_8));
      hash[6] = (byte) ((hash[6] & 0x0f) | 0x50);
      hash[8] = (byte) ((hash[8] & 0x3f) | 0x80);
      return new UUID(toLong(hash, 0), toLong(hash, 8));
    } catch (NoSuchAlgorithmException e) {
      throw TemplateError.ansible("unsupported hash type sha1", e);
    }
  }

  private static byte[] longBytes(long number) {
    byte[] bytes = new byte[8];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (number >>> (56 - 8 * i));
    }
    return bytes;
  }

  private static long toLong(byte[] bytes, int from) {
    long number = 0;
    for (byte part : Arrays.copyOfRange(bytes, from, from + 8)) {
      number = (number << 8) | (part & 0xff);
    }
    return number;
  }

  static Value vault(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("do_vault", args, "secret", "salt", "vaultid", "wrap_object");
    VaultSecret secret =
        secret(params.require("secret"), "Secret passed is required to be a string");
    Value data = Kit.plain(input);
    if (!(data instanceof Str(String text, _, _))) {
      throw TemplateError.filterType(
          "Can only vault strings, instead we got: " + Kit.typeRepr(data));
    }
    Optional<String> id = Optional.of(params.text("vaultid", "filter_default"));
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    String envelope =
        params
            .get("salt")
            .map(salt ->
                Vaults.encrypt(plain, secret, id, Text.str(salt).getBytes(StandardCharsets.UTF_8)))
            .orElseGet(() -> Vaults.encrypt(plain, secret, id));
    return params.truth("wrap_object", false) ? new Vaulted(envelope) : Str.of(envelope);
  }

  static Value unvault(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("do_unvault", args, "secret", "vaultid");
    VaultSecret secret =
        secret(params.require("secret"), "Secret passed is required to be as string");
    String envelope =
        switch (input) {
          case Vaulted(String text) -> text;
          case Locked(String text, _) -> text;
          case Str(String text, _, _) -> text;
          case Value other ->
              throw TemplateError.filterType(
                  "Vault should be in the form of a string, instead we got: "
                      + Kit.typeRepr(Kit.plain(other)));
        };
    if (!Vaults.isEncrypted(envelope)) {
      return Str.of(envelope);
    }
    Vaults vaults =
        new Vaults(
            List.of(new Vaults.Entry(params.text("vaultid", "filter_default"), secret)), false);
    try {
      return Str.of(vaults.decrypt(envelope, Optional.empty()));
    } catch (UndefinedError e) {
      throw e;
    } catch (LanguageException e) {
      throw TemplateError.filter("Unable to decrypt: " + e.message());
    }
  }

  private static VaultSecret secret(Value value, String complaint) {
    Value plain = Kit.plain(value);
    if (plain instanceof Str(String text, _, _)) {
      return VaultSecret.of(text);
    }
    throw TemplateError.filterType(
        complaint + ", instead we got: <class '" + Types.name(plain) + "'>");
  }
}
