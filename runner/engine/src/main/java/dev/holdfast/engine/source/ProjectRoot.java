package dev.holdfast.engine.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where a project lies: a folder of this machine, or resources of the program, which are read in
/// place and never unpacked.
///
/// A [Path] is the one interface through which the engine reads either: a folder, a path in the zip
/// file system of a jar (`jdk.zipfs`), in the image of a trimmed runtime (`jrt`), or in the
/// resource file system of a native image (`resource`). Such paths have no `toFile()`, and their
/// text leads back to them through [dev.holdfast.engine.settings.UserPath#at] alone. A native image
/// holds only the resources that its configuration lists (`-H:IncludeResources=holdfast/nodes/.*`);
/// folders come with their files.
public final class ProjectRoot implements AutoCloseable {
  private final Path base;
  private final Path root;
  private final Optional<FileSystem> own;

  private ProjectRoot(Path base, Path root, Optional<FileSystem> own) {
    this.base = base;
    this.root = root;
    this.own = own;
  }

  /// A folder, whose files are shown with their whole paths.
  public static ProjectRoot folder(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    return new ProjectRoot(absolute.getRoot(), absolute, Optional.empty());
  }

  /// Resources of the program, shown from where class paths start: `holdfast/nodes/site.yml`.
  ///
  /// @param beside a class of the same jar
  /// @param folder from where class paths start, without a slash at either end
  /// @param file one that is in the folder; folders alone are not found everywhere
  public static ProjectRoot packaged(Class<?> beside, String folder, String file) {
    String name = folder + "/" + file;
    URL url = beside.getResource("/" + name);
    if (url == null) {
      throw new IllegalStateException("the program was packaged without " + name);
    }
    try {
      return located(url, folder, file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the packaged " + name, e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ProjectRoot located(URL url, String folder, String file)
      throws IOException, URISyntaxException {
    return switch (url.getProtocol()) {
      case "file" -> {
        Path root = Path.of(url.toURI());
        for (int up = file.split("/", -1).length; up > 0; up--) {
          root = root.resolve("..").normalize();
        }
        Path base = root;
        for (int up = folder.split("/", -1).length; up > 0; up--) {
          base = base.resolve("..").normalize();
        }
        yield new ProjectRoot(base, root, Optional.empty());
      }
      case "jar" -> {
        if (!(url.openConnection() instanceof JarURLConnection jar)) {
          throw new IllegalStateException("not in a jar: " + url);
        }
        // A file system of our own: the one that all of the process share cannot be closed safely.
        FileSystem zip = FileSystems.newFileSystem(Path.of(jar.getJarFileURL().toURI()));
        Path base = zip.getPath("/");
        yield new ProjectRoot(base, base.resolve(folder), Optional.of(zip));
      }
      case "jrt" -> {
        String module = url.getPath().split("/", 3)[1];
        FileSystem image = FileSystems.getFileSystem(URI.create("jrt:/"));
        Path base = image.getPath("/modules", module);
        yield new ProjectRoot(base, base.resolve(folder), Optional.empty());
      }
      case "resource" -> {
        Path base = resources().getPath("/");
        yield new ProjectRoot(base, base.resolve(folder), Optional.empty());
      }
      default -> throw new IllegalStateException("resources of an unknown kind: " + url);
    };
  }

  private static FileSystem resources() throws IOException {
    URI all = URI.create("resource:/");
    synchronized (ProjectRoot.class) {
      try {
        return FileSystems.getFileSystem(all);
      } catch (FileSystemNotFoundException _) {
        return FileSystems.newFileSystem(all, Map.of("create", "true"));
      }
    }
  }

  public Path root() {
    return root;
  }

  /// A file of the project.
  ///
  /// @param name relative to the root, or absolute in a folder
  public Path file(String name) {
    return root.resolve(name).normalize();
  }

  /// A position or path as users know it: packaged ones without what is before the class path.
  public String shown(String text) {
    if (base.equals(base.getRoot()) && base.getFileSystem().equals(FileSystems.getDefault())) {
      return text;
    }
    String start = base.toString().endsWith("/") ? base.toString() : base + "/";
    return text.replace(start + base.relativize(root), base.relativize(root).toString());
  }

  @Override
  public void close() {
    own.ifPresent(zip -> {
      try {
        zip.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }
}
