import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;

/// Merges jars into one that can become a single module, and collects their legal files.
///
/// Arguments: the jar to write, the folder for legal files, the jars to read; the first entry of a
/// name wins, as on a class path. Left out is what a single module has no use for: manifests,
/// signatures, module descriptors, variants for other Java versions and service files (nothing we
/// run is looked up as a service).
final class Merge {

  private static final Pattern LEGAL =
      Pattern.compile("META-INF/[^/]*(LICENSE|NOTICE|COPYING)[^/]*", Pattern.CASE_INSENSITIVE);
  // The list of public suffixes belongs to cookie jars, which we have none of, and is under MPL-2.0.
  private static final Pattern UNUSED =
      Pattern.compile(
          "META-INF/.*|(.*/)?module-info\\.class|.*\\.proto|.*/$|.*/PublicSuffixDatabase\\.list");

  public static void main(String[] arguments) throws IOException {
    Path legal = Path.of(arguments[1]);
    Set<String> written = new HashSet<>();
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(Path.of(arguments[0])))) {
      for (int i = 2; i < arguments.length; i++) {
        Path jar = Path.of(arguments[i]);
        try (JarFile file = new JarFile(jar.toFile())) {
          copy(file, out, legal.resolve(jar.getFileName().toString().replace(".jar", "")), written);
        }
      }
    }
  }

  private static void copy(JarFile jar, JarOutputStream out, Path legal, Set<String> written)
      throws IOException {
    for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
      JarEntry entry = entries.nextElement();
      String name = entry.getName();
      try (InputStream in = jar.getInputStream(entry)) {
        if (LEGAL.matcher(name).matches() && !entry.isDirectory()) {
          Files.createDirectories(legal);
          Files.write(legal.resolve(Path.of(name).getFileName()), in.readAllBytes());
        } else if (!UNUSED.matcher(name).matches() && written.add(name)) {
          JarEntry copy = new JarEntry(name);
          copy.setTime(entry.getTime());
          out.putNextEntry(copy);
          in.transferTo(out);
        }
      }
    }
  }
}
