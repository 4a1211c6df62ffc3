package dev.holdfast.bootstrap;

import dev.holdfast.engine.source.ProjectRoot;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// The playbooks that make nodes, among the resources of this program.
public final class NodeProject implements AutoCloseable {
  private static final String FOLDER = "holdfast/nodes";
  private static final String INPUTS = "inputs";
  private static final int DIGITS = 8;

  private final ProjectRoot root;

  private NodeProject(ProjectRoot root) {
    this.root = root;
  }

  public static NodeProject packaged() {
    return new NodeProject(ProjectRoot.packaged(NodeProject.class, FOLDER, "site.yml"));
  }

  ProjectRoot root() {
    return root;
  }

  /// The names of all that the playbooks take, as their `roles/inputs/defaults/main.yml` lists
  /// them.
  public List<String> inputs() {
    return names(INPUTS);
  }

  /// The names of all that the role `netclient` takes, which brings a machine into a mesh.
  public List<String> meshInputs() {
    return names("netclient");
  }

  private List<String> names(String role) {
    return defaults(role).values().entries().keySet().stream().map(Text::str).toList();
  }

  /// The version of Kubernetes that counts when nobody says another.
  public String version() {
    return defaults(INPUTS).text("kubernetes_version");
  }

  private Reading defaults(String role) {
    Path file = root.file("roles/" + role + "/defaults/main.yml");
    try {
      return Reading.of(
          YamlReader.read(root.shown(file.toString()), Files.readString(file)).root().toValue());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the packaged " + file, e);
    }
  }

  /// A sum over what a role does, so that a newer one is run again.
  String sum(String role) {
    Path folder = root.file("roles/" + role);
    MessageDigest digest = sha256();
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        digest.update(bytes(folder.relativize(file).toString() + "\n"));
        digest.update(Files.readAllBytes(file));
      }
      digest.update(Files.readAllBytes(root.file("roles/inputs/defaults/main.yml")));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the packaged role " + role, e);
    }
    return digits(digest);
  }

  /// A sum over a text.
  static String sumOf(String text) {
    MessageDigest digest = sha256();
    digest.update(bytes(text));
    return digits(digest);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static String digits(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest(), 0, DIGITS);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public void close() {
    root.close();
  }
}
