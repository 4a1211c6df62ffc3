package dev.holdfast.acceptance.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/// Images that are read on this machine.
class TemplateUploadTest extends TemplateTest {

  @TempDir Path folder;

  private static byte[] image() {
    byte[] image = new byte[300_000];
    image[0] = 'Q';
    image[1] = 'F';
    image[2] = 'I';
    image[3] = (byte) 0xfb;
    return image;
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  private static String body(Path file, String sum, String more) {
    return onBoth(PLAIN)
        .replaceFirst(
            "image = .*",
            "image = { file = \"%s\", checksum = \"%s\"%s }".formatted(file, sum, more));
  }

  @Test
  void a_plain_file_goes_to_each_node() throws IOException, NoSuchAlgorithmException {
    Path file = Files.write(folder.resolve("disk.qcow2"), image());
    template(body(file, "sha256:" + sha256(file), ""));
    terraform.apply();
    assertThat(ids()).containsExactly(100, 101);
    nothingLeft();
    terraform.expectNoChanges();
  }

  @Test
  void packed_files_are_unpacked_on_the_way() throws IOException, NoSuchAlgorithmException {
    Path gz = folder.resolve("disk.qcow2.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
      out.write(image());
    }
    Path xz = folder.resolve("disk.qcow2.xz");
    try (OutputStream out = new XZOutputStream(Files.newOutputStream(xz), new LZMA2Options())) {
      out.write(image());
    }
    template(body(gz, "none", ", decompress = \"gz\""));
    terraform.apply();
    template(body(xz, "sha256:" + sha256(xz), ", decompress = \"xz\""));
    terraform.apply();
    assertThat(ids()).containsExactly(102, 103);
    nothingLeft();
  }

  @Test
  void an_image_behind_a_url_is_fetched_once_and_sent_to_all()
      throws IOException, NoSuchAlgorithmException {
    Path file = Files.write(folder.resolve("disk.qcow2"), image());
    AtomicInteger fetched = new AtomicInteger();
    HttpServer mirror = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    String address = "http://127.0.0.1:" + mirror.getAddress().getPort();
    mirror.createContext(
        "/disk.qcow2",
        exchange -> {
          exchange.getResponseHeaders().add("Location", address + "/mirror/disk.qcow2");
          exchange.sendResponseHeaders(302, -1);
        });
    mirror.createContext(
        "/mirror/disk.qcow2",
        exchange -> {
          fetched.incrementAndGet();
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(image());
          exchange.close();
        });
    mirror.start();
    try {
      template(
          onBoth(PLAIN)
              .replace(URL, address + "/disk.qcow2")
              .replace(
                  "sha256:" + SUM + "\"", "sha256:" + sha256(file) + "\", delivery = \"upload\""));
      terraform.apply();
      assertThat(fetched).hasValue(1);
      assertThat(ids()).containsExactly(100, 101);
      template(
          PLAIN
              .replace(URL, address + "/gone.qcow2")
              .replace(SUM + "\"", SUM + "\", delivery = \"upload\""));
      terraform.tryApply().failedWith("Unable to fetch the image", "404");
    } finally {
      mirror.stop(0);
    }
  }

  @Test
  void a_file_that_is_not_as_it_should_be_is_not_sent() throws IOException {
    Path file = Files.write(folder.resolve("disk.qcow2"), image());
    template(body(file, "sha256:" + SUM, ""));
    terraform.tryApply().failedWith("Image has another checksum", "Nothing was sent");
    template(body(file, "none", ", format = \"raw\""));
    terraform.tryApply().failedWith("Image has another format");
    template(body(file, "none", ", decompress = \"xz\""));
    terraform.tryApply().failedWith("cannot be read as xz");
    template(body(folder.resolve("no.qcow2"), "none", ""));
    terraform.tryApply().failedWith("There is no file");
    assertThat(cluster.requestCounts())
        .doesNotContainKey("POST /nodes/{node}/storage/{storage}/upload");
    nothingLeft();
  }
}
