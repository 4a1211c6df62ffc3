package dev.holdfast.resources.template;

import dev.holdfast.framework.schema.Validator;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Values;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What images may be called, and what their names tell.
final class ImageFormat {

  private ImageFormat() {}

  private static final List<String> FORMATS = List.of("qcow2", "raw", "vmdk");
  private static final List<String> READABLE = List.of("gz", "xz");
  private static final List<String> PACKED = List.of("gz", "xz", "zst", "bz2", "zip", "ova");

  static final Validator URL =
      Validators.matches("https?://[^\\s]+", "a URL that begins with https:// or http://");

  static final Validator CHECKSUM =
      Validators.matches(
          "(?i)none|md5:[0-9a-f]{32}|sha1:[0-9a-f]{40}|sha224:[0-9a-f]{56}|sha256:[0-9a-f]{64}|"
              + "sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}",
          "an algorithm and its digits, such as \"sha256:\" with 64 hexadecimal digits, or \"none\"");

  static final Validator COMPRESSION =
      Validators.rule(
          "\"gz\" or \"xz\"",
          "Unpack other kinds before, for instance with zstd -d or bunzip2, and name the result in file.",
          value -> Values.string(value).filter(READABLE::contains).isPresent());

  static final Validator FILE_NAME =
      Validators.matches(
          "[A-Za-z0-9][-A-Za-z0-9_.]{0,200}\\.(qcow2|raw|vmdk)",
          "a name of letters, digits, - _ and . that ends with .qcow2, .raw or .vmdk");

  /// The format that a file's name ends with, after what says that it is packed.
  static Optional<String> of(String name) {
    String plain = packing(name).map(end -> stripped(name, end)).orElse(name);
    return ending(plain).filter(FORMATS::contains);
  }

  /// What a file is packed with, as its name says.
  static Optional<String> packing(String name) {
    return ending(name).filter(PACKED::contains);
  }

  private static String stripped(String name, String ending) {
    return name.substring(0, name.length() - ending.length() - 1);
  }

  private static Optional<String> ending(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0
        ? Optional.empty()
        : Optional.of(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /// Whether content that begins so may be of the format; raw images begin with anything but what
  /// marks another.
  static boolean fits(String format, byte[] head) {
    boolean qcow2 =
        head.length >= 4
            && head[0] == 'Q'
            && head[1] == 'F'
            && head[2] == 'I'
            && head[3] == (byte) 0xfb;
    return format.equals("qcow2") == qcow2;
  }
}
