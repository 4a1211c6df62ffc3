package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.proto.tfplugin6.GetProviderSchema;
import dev.holdfast.server.process.HostedPlugin;
import dev.holdfast.server.process.PluginClient;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The package as a user has it; runs after the build has made it.
@Tag("package")
@Timeout(120)
final class PackageTest {

  private static final Path PACKAGE =
      Path.of(System.getProperty("holdfast.root", "../..")).resolve("provider/app/target/package");
  private static final PluginClient.Identity IDENTITY = PluginClient.Identity.create();
  private static final Duration END = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  void theNameItIsStartedByDecidesWhatItServes() throws IOException {
    assertThat(typesServedBy("terraform-provider-proxmox_v0.1.0")).contains("proxmox_vm");
    assertThat(typesServedBy("terraform-provider-k8s_v0.1.0")).containsExactly("k8s_node");
    assertThat(typesServedBy("terraform-provider-holdfast_v0.1.0")).contains("proxmox_vm");
    assertThat(typesServedBy("something-else")).contains("proxmox_vm");
  }

  @Test
  void everyLibraryInItHasItsLicence() throws IOException {
    Path legal = PACKAGE.resolve("holdfast/legal");
    try (Stream<Path> libraries = Files.list(legal)) {
      assertThat(libraries)
          .allSatisfy(library -> {
            try (Stream<Path> files = Files.list(library)) {
              assertThat(files)
                  .anyMatch(file -> String.valueOf(file.getFileName()).startsWith("LICENSE"));
            }
          });
    }
    assertThat(legal.toFile().list())
        .extracting(name -> name.replaceFirst("-[0-9].*", ""))
        .contains("grpc-core", "protobuf-java", "okhttp-jvm", "kotlin-stdlib", "commons-codec");
  }

  @Test
  void itEndsCleanlyAndLeavesItsFolderAsItWas() throws IOException {
    Path executable = copy("terraform-provider-proxmox_v0.1.0");
    Map<String, String> before = listing();
    try (HostedPlugin plugin = start(executable, Map.of())) {
      schema(plugin);
      plugin.shutdown(END);
      assertThat(plugin.exitValue()).isZero();
    }
    assertThat(listing()).isEqualTo(before);
  }

  @Test
  void itFindsItsFilesThroughLinksAndSpaces() throws IOException {
    Path executable = copy("terraform-provider-holdfast_v0.1.0");
    Path linkedFolder = Files.createSymbolicLink(folder.resolve("a link"), executable.getParent());
    Path linkedFile =
        Files.createSymbolicLink(
            folder.resolve("terraform-provider-k8s"), folder.relativize(executable));
    try (HostedPlugin plugin = start(linkedFolder.resolve(executable.getFileName()), Map.of())) {
      assertThat(schema(plugin).getResourceSchemasMap()).containsKey("proxmox_vm");
    }
    try (HostedPlugin plugin = start(linkedFile, Map.of())) {
      assertThat(schema(plugin).getResourceSchemasMap()).containsOnlyKeys("k8s_node");
    }
  }

  @Test
  void itsCacheIsUsedWhateverTheTimesOfItsFiles() throws IOException {
    Assumptions.assumeTrue(
        Files.isDirectory(Path.of("/proc/self")), "Mapped files are looked up under /proc");
    Path executable = copy("terraform-provider-proxmox_v0.1.0");
    List<Path> files = files();
    for (int i = 0; i < files.size(); i++) {
      Files.setLastModifiedTime(
          files.get(i), FileTime.from(Instant.parse("2001-02-03T04:05:06Z").plusSeconds(i)));
    }
    try (HostedPlugin plugin = start(executable, Map.of())) {
      assertThat(mappedFiles(plugin)).anyMatch(line -> line.endsWith("/holdfast.aot"));
    }
    try (HostedPlugin plugin = start(executable, Map.of("HOLDFAST_JVM", "plain"))) {
      assertThat(mappedFiles(plugin)).noneMatch(line -> line.endsWith("/holdfast.aot"));
      assertThat(schema(plugin).getResourceSchemasMap()).containsKey("proxmox_vm");
    }
  }

  @Test
  void aBrokenCacheOnlyCostsTime() throws IOException {
    Path executable = copy("terraform-provider-proxmox_v0.1.0");
    Path cache = executable.resolveSibling("holdfast").resolve("holdfast.aot");
    Files.write(cache, new byte[] {1, 2, 3});
    try (HostedPlugin plugin = start(executable, Map.of())) {
      assertThat(schema(plugin).getResourceSchemasMap()).containsKey("proxmox_vm");
    }
  }

  @Test
  void optionsMeantForOtherJavaProgramsDoNotReachIt() throws IOException {
    Path executable = copy("terraform-provider-proxmox_v0.1.0");
    Map<String, String> environment =
        Map.of("JAVA_TOOL_OPTIONS", "-version", "JDK_JAVA_OPTIONS", "-showversion --version");
    try (HostedPlugin plugin = start(executable, environment)) {
      assertThat(schema(plugin).getResourceSchemasMap()).containsKey("proxmox_vm");
    }
  }

  @Test
  void aClientWithAnotherCertificateIsRefused() throws IOException {
    Path executable = copy("terraform-provider-proxmox_v0.1.0");
    Map<String, String> expectsAnother =
        Map.of("PLUGIN_CLIENT_CERT", PluginClient.Identity.create().pem());
    try (HostedPlugin plugin = start(executable, expectsAnother)) {
      assertThatThrownBy(() -> schema(plugin)).isInstanceOf(StatusRuntimeException.class);
    }
  }

  @Test
  void startedByHandItSaysWhatItIsAndHowToUseIt() throws IOException, InterruptedException {
    Path executable = copy("terraform-provider-proxmox_v0.1.0");
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(executable.toString())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().remove("TF_PLUGIN_MAGIC_COOKIE");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(output).isEmptyFile();
    assertThat(Files.readString(errors)).contains("holdfast/proxmox", "terraform init");
  }

  private Set<String> typesServedBy(String name) throws IOException {
    try (HostedPlugin plugin = start(copy(name), Map.of())) {
      return schema(plugin).getResourceSchemasMap().keySet();
    }
  }

  private static HostedPlugin start(Path executable, Map<String, String> environment) {
    return HostedPlugin.start(
        List.of(executable.toString()), IDENTITY, environment, ProcessBuilder.Redirect.DISCARD);
  }

  private static GetProviderSchema.Response schema(HostedPlugin plugin) {
    return plugin.provider().getProviderSchema(GetProviderSchema.Request.getDefaultInstance());
  }

  private static List<String> mappedFiles(HostedPlugin plugin) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(plugin.pid()), "maps"));
  }

  /// Lays the package out in a folder whose name has a space, under that executable's name.
  private Path copy(String name) throws IOException {
    Path target = Files.createTempDirectory(folder, "a package ");
    try (Stream<Path> tree = Files.walk(PACKAGE)) {
      for (Path source : tree.toList()) {
        Path copy = target.resolve(PACKAGE.relativize(source).toString());
        if (Files.isDirectory(source)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(source, copy);
        }
      }
    }
    return Files.move(target.resolve("terraform-provider-holdfast"), target.resolve(name));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return new ArrayList<>(tree.filter(Files::isRegularFile).toList());
    }
  }

  private Map<String, String> listing() throws IOException {
    Map<String, String> listing = new TreeMap<>();
    for (Path file : files()) {
      listing.put(
          file.toString(), Files.size(file) + " bytes at " + Files.getLastModifiedTime(file));
    }
    return listing;
  }
}
