package dev.holdfast.resources.template;

import dev.holdfast.client.http.WebDownload;
import dev.holdfast.client.proxmox.Upload;
import dev.holdfast.client.proxmox.Upload.Checksum;
import dev.holdfast.framework.value.Path;
import dev.holdfast.resources.work.StepFailure;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/// An image on this machine that is sent to nodes, unpacked on the way.
///
/// The server wants to know the length before the first byte. So the file is read twice: once to
/// check and measure it, and once for each node. An image behind a URL is fetched into a temporary
/// file first, as it is: packed, where it is packed.
final class LocalImage implements AutoCloseable {

  private static final Path FILE = Path.of("image", "file");
  private static final Path CHECKSUM = Path.of("image", "checksum");
  private static final int CHUNK = 1 << 16;
  // An image of many gigabytes is packed with a dictionary of at most some ten megabytes.
  private static final int XZ_MEMORY_KIB = 512 << 10;

  private final java.nio.file.Path file;
  private final boolean temporary;
  private final Image image;
  private final long length;
  private final Optional<Checksum> checksum;

  private LocalImage(
      java.nio.file.Path file,
      boolean temporary,
      Image image,
      long length,
      Optional<Checksum> checksum) {
    this.file = file;
    this.temporary = temporary;
    this.image = image;
    this.length = length;
    this.checksum = checksum;
  }

  /// Fetches the image if need be, checks it and measures it.
  static LocalImage open(Image image, WebDownload web) {
    if (image.url().isEmpty()) {
      return measured(java.nio.file.Path.of(image.file().orElseThrow()), false, image);
    }
    java.nio.file.Path fetched = fetched(image.url().get(), web);
    try {
      return measured(fetched, true, image);
    } catch (StepFailure e) {
      delete(fetched);
      throw e;
    }
  }

  private static java.nio.file.Path fetched(String url, WebDownload web) {
    try {
      java.nio.file.Path target = Files.createTempFile("holdfast-image-", ".part");
      try {
        web.fetch(URI.create(url), target);
        return target;
      } catch (WebDownload.FailedException e) {
        delete(target);
        throw StepFailure.of(
            Path.of("image", "url"), "Unable to fetch the image", String.valueOf(e.getMessage()));
      }
    } catch (IOException e) {
      throw StepFailure.of(
          Path.of("image", "url"),
          "Unable to fetch the image",
          "There is no place for a temporary file: " + e.getMessage());
    }
  }

  private static LocalImage measured(java.nio.file.Path file, boolean temporary, Image image) {
    MessageDigest content = digest("sha256");
    MessageDigest published = digest(image.checksum().map(Checksum::algorithm).orElse("sha256"));
    long length = 0;
    try (InputStream raw = new DigestInputStream(Files.newInputStream(file), published);
        InputStream unpacked = unpacked(raw, image)) {
      byte[] chunk = unpacked.readNBytes(CHUNK);
      demandFormat(image, chunk);
      while (chunk.length > 0) {
        length += chunk.length;
        content.update(chunk);
        chunk = unpacked.readNBytes(CHUNK);
      }
      raw.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (NoSuchFileException | FileNotFoundException _) {
      throw StepFailure.of(FILE, "Unable to read the image", "There is no file " + file + ".");
    } catch (IOException e) {
      throw StepFailure.of(
          FILE,
          "Unable to read the image",
          file + " cannot be read" + packed(image) + ": " + e.getMessage());
    }
    demandChecksum(image, HexFormat.of().formatHex(published.digest()));
    return new LocalImage(
        file,
        temporary,
        image,
        length,
        Optional.of(new Checksum("sha256", HexFormat.of().formatHex(content.digest()))));
  }

  private static String packed(Image image) {
    return image.decompress().map(kind -> " as " + kind).orElse("");
  }

  private static InputStream unpacked(InputStream raw, Image image) throws IOException {
    return switch (image.decompress().orElse("")) {
      case "gz" -> new GZIPInputStream(raw, CHUNK);
      case "xz" -> new XZInputStream(raw, XZ_MEMORY_KIB);
      default -> raw;
    };
  }

  private static void demandFormat(Image image, byte[] head) {
    String format = image.format().orElseThrow();
    if (!ImageFormat.fits(format, head)) {
      throw StepFailure.of(
          Path.of("image", "format"),
          "Image has another format",
          image.source()
              + " is to be taken as "
              + format
              + ", but its first bytes say "
              + (format.equals("qcow2") ? "that it is none." : "that it is qcow2.")
              + " Set image.format, or image.decompress if it is packed.");
    }
  }

  private static void demandChecksum(Image image, String found) {
    image
        .checksum()
        .filter(expected -> !expected.digits().equals(found))
        .ifPresent(expected -> {
          throw StepFailure.of(
              CHECKSUM,
              "Image has another checksum",
              image.source()
                  + " has the "
                  + expected.algorithm()
                  + " checksum "
                  + found
                  + ", the configuration says "
                  + expected.digits()
                  + ". Nothing was sent.");
        });
  }

  /// The upload of the unpacked image.
  Upload upload(String fileName) {
    return new Upload(
        "import", fileName, checksum, length, () -> unpacked(Files.newInputStream(file), image));
  }

  private static MessageDigest digest(String algorithm) {
    String name =
        algorithm.equals("md5") ? "MD5" : algorithm.toUpperCase(Locale.ROOT).replace("SHA", "SHA-");
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + name, e);
    }
  }

  private static void delete(java.nio.file.Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // The system clears its folder of temporary files by itself.
    }
  }

  @Override
  public void close() {
    if (temporary) {
      delete(file);
    }
  }
}
