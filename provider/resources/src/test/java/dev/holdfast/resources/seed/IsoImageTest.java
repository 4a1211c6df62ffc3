package dev.holdfast.resources.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Images of ours, read by `isoinfo` (genisoimage), `bsdtar` (libarchive) and, where it can read
/// CDs, by the kernel.
class IsoImageTest {
  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void readers() {
    for (String program : List.of("isoinfo (genisoimage)", "bsdtar (libarchive-tools)")) {
      String name = program.substring(0, program.indexOf(' '));
      boolean there = Files.isExecutable(Path.of("/usr/bin", name));
      Assumptions.assumeTrue(
          there || System.getenv("CI") != null, "needs " + program + " to read images");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, byte[]> seed() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("user-data", bytes("#cloud-config\nhostname: a\n"));
    files.put("meta-data", bytes("instance-id: i-1\n"));
    files.put("network-config", new byte[0]);
    files.put("openstack/latest/meta_data.json", bytes("{}"));
    files.put("openstack/content/0000", bytes("x".repeat(5000)));
    return files;
  }

  private Path image(String label, Map<String, byte[]> files) throws IOException {
    return Files.write(folder.resolve("image.iso"), IsoImage.of(label, files));
  }

  private static byte[] run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    byte[] out = process.getInputStream().readAllBytes();
    try {
      assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return out;
  }

  private static List<String> lines(byte[] out) {
    return new String(out, StandardCharsets.UTF_8).lines().toList();
  }

  private Map<String, byte[]> extracted(Path image) throws IOException {
    Path to = Files.createTempDirectory(folder, "out");
    run("bsdtar", "-xf", image.toString(), "-C", to.toString());
    return tree(to);
  }

  private static Map<String, byte[]> tree(Path root) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(Files::isRegularFile)
          .forEach(file -> {
            try {
              files.put(root.relativize(file).toString(), Files.readAllBytes(file));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return files;
  }

  private static void assertSame(Map<String, byte[]> found, Map<String, byte[]> expected) {
    assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    expected.forEach((name, content) -> assertThat(found.get(name)).as(name).isEqualTo(content));
  }

  @Test
  void isoinfoFindsTheLabelAndEveryFile() throws IOException {
    Path image = image("cidata", seed());
    assertThat(lines(run("isoinfo", "-d", "-i", image.toString())))
        .contains(
            "CD-ROM is in ISO 9660 format",
            "Volume id: cidata",
            "Joliet with UCS level 3 found",
            "Logical block size is: 2048",
            "Volume size is: " + Files.size(image) / IsoImage.SECTOR);
    assertThat(lines(run("isoinfo", "-J", "-f", "-i", image.toString())))
        .containsExactlyInAnyOrder(
            "/meta-data",
            "/network-config",
            "/openstack",
            "/openstack/content",
            "/openstack/content/0000",
            "/openstack/latest",
            "/openstack/latest/meta_data.json",
            "/user-data");
    for (String file : List.of("user-data", "openstack/latest/meta_data.json")) {
      assertThat(run("isoinfo", "-J", "-x", "/" + file, "-i", image.toString()))
          .isEqualTo(seed().get(file));
    }
  }

  @Test
  void readersWithoutJolietSeeShortNames() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("network-config", bytes("one"));
    files.put("network-config-old", bytes("two"));
    files.put("a.long.name.json", bytes("three"));
    Path image = image("CIDATA", files);
    assertThat(lines(run("isoinfo", "-f", "-i", image.toString())))
        .containsExactlyInAnyOrder("/NETWORK_.;1", "/NETWOR_1.;1", "/A_LONG_N.JSO;1");
    assertThat(run("isoinfo", "-x", "/NETWOR_1.;1", "-i", image.toString()))
        .isEqualTo(bytes("two"));
  }

  @Test
  void anyTreeIsReadBack() throws IOException {
    assertSame(extracted(image("cidata", seed())), seed());
    Map<String, byte[]> many = new TreeMap<>();
    for (int number = 0; number < 120; number++) {
      byte[] content = bytes("content of %d ".formatted(number).repeat(number * 7));
      many.put(
          "folder-%d/a rather long name of a file, number %d.txt".formatted(number % 3, number),
          content);
      many.put("wurzel-ä-%03d".formatted(number), content);
    }
    assertSame(extracted(image("many_files", many)), many);
    assertSame(extracted(image("empty", Map.of())), Map.of());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2047, 2048, 2049, 1_000_000})
  void contentsOfAnyLengthFillTheirSectors(int length) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    byte[] content = new byte[length];
    for (int index = 0; index < length; index++) {
      content[index] = (byte) (index * 31);
    }
    files.put("first", content);
    files.put("second", bytes("behind it"));
    assertSame(extracted(image("x", files)), files);
  }

  @Test
  void theSameFilesGiveTheSameBytesInAnyOrder() {
    Map<String, byte[]> turned = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(seed().keySet());
    names.reversed().forEach(name -> turned.put(name, seed().getOrDefault(name, new byte[0])));
    assertThat(IsoImage.of("cidata", turned)).isEqualTo(IsoImage.of("cidata", seed()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/user-data", "a//b", "../x", "a/.", "a:b", "a?", "1/2/3/4/5/6/7/8/9", "x/"})
  void pathsThatCannotStandInAnImageAreRefused(String path) {
    Map<String, byte[]> files = Map.of(path, new byte[0]);
    assertThatThrownBy(() -> IsoImage.of("cidata", files))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the path '" + path + "'");
  }

  @Test
  void whatIsBothAFileAndAFolderIsRefused() {
    Map<String, byte[]> files = Map.of("a", new byte[0], "a/b", new byte[0]);
    assertThatThrownBy(() -> IsoImage.of("cidata", files)).hasMessageContaining("both a file");
    Map<String, byte[]> none = Map.of();
    assertThatThrownBy(() -> IsoImage.of("two words", none)).hasMessageContaining("'two words'");
  }

  @Test
  void theKernelMountsIt() throws IOException {
    Assumptions.assumeTrue(
        Files.readString(Path.of("/proc/filesystems")).contains("iso9660"),
        "this kernel has no iso9660, so it cannot mount an image");
    Path image = image("cidata", seed());
    Path at = Files.createDirectory(folder.resolve("mounted"));
    run("mount", "-t", "iso9660", "-o", "loop,ro", image.toString(), at.toString());
    try {
      assertSame(tree(at), seed());
    } finally {
      run("umount", at.toString());
    }
  }
}
