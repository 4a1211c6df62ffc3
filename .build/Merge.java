import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
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
/// run is looked up as a service). Classes made for Java 5 and older get the stack maps that they
/// lack: an ahead-of-time cache refuses them otherwise, and picocli is full of them. What such a cache
/// does not keep of the newer ones is written out by [Unrolled].
final class Merge {

  private static final Pattern LEGAL =
      Pattern.compile("META-INF/[^/]*(LICENSE|NOTICE|COPYING)[^/]*", Pattern.CASE_INSENSITIVE);
  // The list of public suffixes belongs to cookie jars, which we have none of, and is under MPL-2.0.
  private static final Pattern UNUSED =
      Pattern.compile(
          "META-INF/.*|(.*/)?module-info\\.class|.*\\.proto|.*/$|.*/PublicSuffixDatabase\\.list");

  /// The first class file version with stack maps that must be right, Java 7.
  private static final int WITH_STACK_MAPS = 51;

  /// The last one without, Java 5.
  private static final int WITHOUT_STACK_MAPS = 49;

  public static void main(String[] arguments) throws IOException {
    Path legal = Path.of(arguments[1]);
    Set<String> written = new HashSet<>();
    URL[] jars = new URL[arguments.length - 2];
    for (int i = 2; i < arguments.length; i++) {
      jars[i - 2] = Path.of(arguments[i]).toUri().toURL();
    }
    try (URLClassLoader classes = new URLClassLoader(jars);
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(Path.of(arguments[0])))) {
      for (int i = 2; i < arguments.length; i++) {
        Path jar = Path.of(arguments[i]);
        try (JarFile file = new JarFile(jar.toFile())) {
          Path folder = legal.resolve(jar.getFileName().toString().replace(".jar", ""));
          copy(file, out, folder, written, renewer(classes));
        }
      }
    }
  }

  private static void copy(JarFile jar, JarOutputStream out, Path legal, Set<String> written, ClassFile renewer)
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
          if (name.endsWith(".class")) {
            out.write(Unrolled.of(renewer, renewed(renewer, in.readAllBytes())));
          } else {
            in.transferTo(out);
          }
        }
      }
    }
  }

  private static ClassFile renewer(URLClassLoader classes) {
    return ClassFile.of(
        ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
        ClassFile.ClassHierarchyResolverOption.of(
            ClassHierarchyResolver.ofResourceParsing(classes)
                .orElse(ClassHierarchyResolver.defaultResolver())));
  }

  private static byte[] renewed(ClassFile renewer, byte[] content) {
    int version = (content[6] & 0xff) << 8 | (content[7] & 0xff);
    if (version > WITHOUT_STACK_MAPS) {
      return content;
    }
    ClassModel old = renewer.parse(content);
    ClassTransform newer =
        (builder, element) ->
            builder.with(
                element instanceof ClassFileVersion
                    ? ClassFileVersion.of(WITH_STACK_MAPS, 0)
                    : element);
    // A method copied as it is keeps its bytes; one that is written anew gets its maps.
    return renewer.transformClass(
        old, newer.andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)));
  }
}
