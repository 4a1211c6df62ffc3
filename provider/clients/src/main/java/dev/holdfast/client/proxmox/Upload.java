package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.FilePart;
import java.util.Optional;
import java.util.regex.Pattern;

/// A file that is sent onto a storage (`POST /nodes/{node}/storage/{storage}/upload`).
///
/// @param kind the kind of content: `iso`, `vztmpl` or `import`
/// @param fileName under which it lies there, of letters, digits, `-`, `_` and `.`; its ending
///   tells the server the format
/// @param checksum what the server compares the content with
/// @param length in bytes
public record Upload(
    String kind,
    String fileName,
    Optional<Checksum> checksum,
    long length,
    FilePart.Source source) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9_.]{0,254}");

  public Upload {
    if (!NAME.matcher(fileName).matches()) {
      throw new IllegalArgumentException(
          "'" + fileName + "' is no name for a file on a storage: only letters, digits, - _ and .");
    }
  }

  /// A checksum in small hexadecimal digits.
  ///
  /// @param algorithm `md5`, `sha1`, `sha224`, `sha256`, `sha384` or `sha512`
  public record Checksum(String algorithm, String digits) {}

  // The server reads the fields in this order and only before the file.
  Params params() {
    return checksum
        .map(sum ->
            Params.of("content", kind)
                .with("checksum-algorithm", sum.algorithm())
                .with("checksum", sum.digits()))
        .orElse(Params.of("content", kind));
  }

  FilePart part() {
    return new FilePart("filename", fileName, length, source);
  }
}
