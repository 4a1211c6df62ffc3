package dev.holdfast.engine.foreign;

import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.settings.Setting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A Python module with everything of Ansible's that it imports, as one archive. Each module is
/// packed once in a run.
final class ModuleZip {
  private static final String NAMESPACE =
      "__path__ = __import__('pkgutil').extend_path(__path__, __name__)\n";

  private final UserFiles files;
  private final Utilities utilities;
  private final Map<ModuleSource, byte[]> packed = new ConcurrentHashMap<>();

  ModuleZip(UserFiles files) {
    this.files = files;
    this.utilities = new Utilities(files);
  }

  UserFiles files() {
    return files;
  }

  byte[] of(ModuleSource module) {
    return packed.computeIfAbsent(module, this::pack).clone();
  }

  private byte[] pack(ModuleSource module) {
    String source =
        Utilities.read(module.path())
            .replace(ModuleStyle.COMMON, "from ansible.module_utils.basic import *");
    Map<List<String>, Utilities.Utility> found = imported(module, source);
    Map<String, String> content = new LinkedHashMap<>();
    content.put("ansible/__init__.py", NAMESPACE + "__version__ = '" + version() + "'\n");
    content.put("ansible/module_utils/__init__.py", NAMESPACE);
    found.values().forEach(each -> content.put(each.path(), each.source()));
    String path = module.python().replace('.', '/');
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      content.putIfAbsent(path.substring(0, slash) + "/__init__.py", "");
    }
    content.put(path + ".py", source);
    return zip(content);
  }

  private String version() {
    return files.settings().text(Setting.REPORTED_ANSIBLE_VERSION).replace("'", "");
  }

  private Map<List<String>, Utilities.Utility> imported(ModuleSource module, String source) {
    Map<List<String>, Utilities.Utility> found = new LinkedHashMap<>();
    Deque<PythonImports.Import> open =
        new ArrayDeque<>(PythonImports.of(source, module.python(), false));
    // The module gets its arguments through this one, whatever it imports itself.
    open.add(new PythonImports.Import(List.of("ansible", "module_utils", "basic"), true, false));
    Map<List<String>, Boolean> seen = new TreeMap<>(ModuleZip::compare);
    while (!open.isEmpty()) {
      PythonImports.Import wanted = open.remove();
      if (isGiven(wanted) || seen.putIfAbsent(wanted.name(), wanted.optional()) != null) {
        continue;
      }
      utilities
          .find(wanted)
          .ifPresentOrElse(
              utility -> add(utility, wanted.optional(), found, open),
              () -> refuse(wanted, module));
    }
    return found;
  }

  private static int compare(List<String> one, List<String> other) {
    return String.join(".", one).compareTo(String.join(".", other));
  }

  /// The packages that every archive has.
  private static boolean isGiven(PythonImports.Import wanted) {
    return wanted.name().size() <= 2 && wanted.name().get(0).equals("ansible");
  }

  private static void refuse(PythonImports.Import wanted, ModuleSource module) {
    if (!wanted.optional()) {
      throw ModuleFailure.of(
          "Could not find imported module support code for %s.  Looked for (%s)"
              .formatted(module.python(), Utilities.candidates(wanted)));
    }
  }

  private static void add(
      Utilities.Utility utility,
      boolean optional,
      Map<List<String>, Utilities.Utility> found,
      Deque<PythonImports.Import> open) {
    if (found.putIfAbsent(utility.name(), utility) != null) {
      return;
    }
    open.addAll(
        PythonImports.of(utility.source(), String.join(".", utility.name()), utility.folder()));
    for (int size = 1; size < utility.name().size(); size++) {
      open.add(new PythonImports.Import(utility.name().subList(0, size), true, optional));
    }
  }

  private static byte[] zip(Map<String, String> content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : content.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
