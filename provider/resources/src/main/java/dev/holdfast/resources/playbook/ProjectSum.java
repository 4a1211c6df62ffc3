package dev.holdfast.resources.playbook;

import dev.holdfast.framework.value.Path;
import dev.holdfast.resources.work.Fingerprint;
import dev.holdfast.resources.work.StepFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Sums up the files below a folder: names, contents, and whether they can be run; where the folder
/// itself lies does not count.
final class ProjectSum extends SimpleFileVisitor<java.nio.file.Path> {
  private static final Set<String> LEFT_OUT = Set.of(".git", ".terraform");

  private final java.nio.file.Path root;
  private final SortedMap<String, String> files = new TreeMap<>();

  private ProjectSum(java.nio.file.Path root) {
    this.root = root;
  }

  /// Adds a folder, or a single file.
  static void add(Fingerprint sum, java.nio.file.Path root) {
    var visitor = new ProjectSum(root);
    try {
      Files.walkFileTree(root, visitor);
    } catch (IOException e) {
      throw StepFailure.of(
          Path.ROOT, "Unable to read the project", "Reading " + root + " failed: " + e);
    }
    visitor.files.forEach((name, content) -> sum.apart(name).apart(content));
  }

  /// Terraform's own files change with every run.
  private static boolean isLeftOut(java.nio.file.Path path) {
    String name = String.valueOf(path.getFileName());
    return LEFT_OUT.contains(name)
        || name.startsWith("terraform.tfstate")
        || name.startsWith(".terraform.");
  }

  @Override
  public FileVisitResult preVisitDirectory(java.nio.file.Path folder, BasicFileAttributes about) {
    return !folder.equals(root) && isLeftOut(folder)
        ? FileVisitResult.SKIP_SUBTREE
        : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(java.nio.file.Path file, BasicFileAttributes about)
      throws IOException {
    if (file.equals(root) || !isLeftOut(file)) {
      String name = root.relativize(file).toString();
      if (about.isSymbolicLink()) {
        String content = Files.isRegularFile(file) ? sum(file) : "";
        files.put(name, "link " + Files.readSymbolicLink(file) + " " + content);
      } else if (about.isRegularFile()) {
        files.put(name, (Files.isExecutable(file) ? "program " : "file ") + sum(file));
      }
    }
    return FileVisitResult.CONTINUE;
  }

  private static String sum(java.nio.file.Path file) throws IOException {
    try (InputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(((DigestInputStream) in).getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
