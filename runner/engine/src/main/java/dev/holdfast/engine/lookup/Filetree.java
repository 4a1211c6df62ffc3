package dev.holdfast.engine.lookup;

import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Everything below folders, with its properties. What an earlier folder has hides the same path in
/// later ones.
///
/// Source: the lookup `filetree` of community.general.
record Filetree(Site site, Templar templar) {
  private static final int PERMISSIONS = 07777;

  List<Value> run(List<Value> terms) {
    Map<String, Value> found = new LinkedHashMap<>();
    for (Value term : terms) {
      String name = Text.str(term);
      int slash = name.lastIndexOf('/');
      String parent = slash < 0 ? "" : slash == 0 ? "/" : name.substring(0, slash);
      site.search(templar)
          .find(FileLookups.FOLDER, parent)
          .map(folder -> folder.resolve(name.substring(slash + 1)))
          .filter(Files::isDirectory)
          .ifPresent(root -> walk(root, root, found));
    }
    return List.copyOf(found.values());
  }

  /// The entries of a folder come before those of its folders; links are not followed.
  private void walk(Path root, Path folder, Map<String, Value> found) {
    List<Path> entries = entries(folder);
    List<Path> folders = entries.stream().filter(Files::isDirectory).toList();
    List<Path> ordered = new ArrayList<>(folders);
    entries.stream().filter(entry -> !folders.contains(entry)).forEach(ordered::add);
    for (Path entry : ordered) {
      String path = root.relativize(entry).toString();
      if (!found.containsKey(path)) {
        add(root, entry, path, found);
      }
    }
    folders.stream()
        .filter(inner -> !Files.isSymbolicLink(inner))
        .forEach(inner -> walk(root, inner, found));
  }

  private static List<Path> entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private void add(Path root, Path entry, String path, Map<String, Value> found) {
    try {
      PosixFileAttributes status =
          Files.readAttributes(entry, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (status.isOther()) {
        warn("filetree: Error file type of " + entry + " is not supported");
        return;
      }
      DictValue properties = new DictValue();
      properties.put("root", Str.of(root.toString()));
      properties.put("path", Str.of(path));
      kind(entry, status, properties);
      numbers(entry, status, properties);
      found.put(path, properties);
    } catch (IOException e) {
      warn("filetree: Error using stat() on path " + entry + " (" + e.getMessage() + ")");
    }
  }

  private static void kind(Path entry, PosixFileAttributes status, DictValue properties)
      throws IOException {
    if (status.isSymbolicLink()) {
      properties.put("state", Str.of("link"));
      properties.put("src", Str.of(Files.readSymbolicLink(entry).toString()));
    } else if (status.isDirectory()) {
      properties.put("state", Str.of("directory"));
    } else {
      properties.put("state", Str.of("file"));
      properties.put("src", Str.of(entry.toString()));
    }
  }

  private static void numbers(Path entry, PosixFileAttributes status, DictValue properties)
      throws IOException {
    Map<String, Object> unix =
        Files.readAttributes(entry, "unix:uid,gid,mode,ctime", LinkOption.NOFOLLOW_LINKS);
    properties.put("uid", Int.of(number(unix, "uid")));
    properties.put("gid", Int.of(number(unix, "gid")));
    properties.put("owner", Str.of(status.owner().getName()));
    properties.put("group", Str.of(status.group().getName()));
    properties.put("mode", Str.of("0%03o".formatted(number(unix, "mode") & PERMISSIONS)));
    properties.put("size", Int.of(status.size()));
    properties.put("mtime", seconds(status.lastModifiedTime()));
    if (unix.get("ctime") instanceof FileTime changed) {
      properties.put("ctime", seconds(changed));
    }
  }

  private static long number(Map<String, Object> unix, String name) {
    if (unix.get(name) instanceof Number number) {
      return number.longValue();
    }
    throw TemplateError.ansible("filetree: the file system does not tell the " + name);
  }

  private static Real seconds(FileTime time) {
    return new Real(time.to(TimeUnit.MICROSECONDS) / 1e6);
  }

  private void warn(String text) {
    templar.services().warnings().accept(text);
  }
}
