package dev.holdfast.modules;

import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.FileStatus.Kind;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Str;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A path's status under the names that `stat` and `find` give to its parts.
final class StatDict {
  private static final Map<Character, String> FLAGS =
      Map.ofEntries(
          Map.entry('A', "noatime"),
          Map.entry('a', "append"),
          Map.entry('c', "compressed"),
          Map.entry('C', "nocow"),
          Map.entry('d', "nodump"),
          Map.entry('D', "dirsync"),
          Map.entry('e', "extents"),
          Map.entry('E', "encrypted"),
          Map.entry('h', "blocksize"),
          Map.entry('i', "immutable"),
          Map.entry('I', "indexed"),
          Map.entry('j', "journalled"),
          Map.entry('N', "inline"),
          Map.entry('s', "zero"),
          Map.entry('S', "synchronous"),
          Map.entry('t', "notail"),
          Map.entry('T', "blockroot"),
          Map.entry('u', "undelete"),
          Map.entry('X', "compressedraw"),
          Map.entry('Z', "compresseddirty"));

  private StatDict() {}

  static DictValue of(String path, FileStatus status) {
    DictValue dict = new DictValue();
    dict.put("path", Str.unsafe(path));
    dict.put("mode", Str.unsafe("%04o".formatted(status.permissions())));
    kinds(dict, status);
    dict.put("uid", Int.of(status.uid()));
    dict.put("gid", Int.of(status.gid()));
    dict.put("size", Int.of(status.size()));
    dict.put("inode", Int.of(status.inode()));
    dict.put("dev", Int.of(status.device()));
    dict.put("nlink", Int.of(status.links()));
    dict.put("atime", new Real(status.accessed().doubleValue()));
    dict.put("mtime", new Real(status.modified().doubleValue()));
    dict.put("ctime", new Real(status.changed().doubleValue()));
    permissions(dict, status.permissions());
    dict.put("blocks", Int.of(status.blocks()));
    dict.put("block_size", Int.of(status.blockSize()));
    dict.put("device_type", Int.of(status.deviceType()));
    return dict;
  }

  private static void kinds(DictValue dict, FileStatus status) {
    dict.put("isdir", Bool.of(status.is(Kind.DIRECTORY)));
    dict.put("ischr", Bool.of(status.is(Kind.CHARACTER)));
    dict.put("isblk", Bool.of(status.is(Kind.BLOCK)));
    dict.put("isreg", Bool.of(status.is(Kind.FILE)));
    dict.put("isfifo", Bool.of(status.is(Kind.FIFO)));
    dict.put("islnk", Bool.of(status.is(Kind.LINK)));
    dict.put("issock", Bool.of(status.is(Kind.SOCKET)));
  }

  private static void permissions(DictValue dict, int mode) {
    String who = "ugo";
    List<String> names = List.of("usr", "grp", "oth");
    for (int i = 0; i < who.length(); i++) {
      int shift = 6 - 3 * i;
      dict.put("r" + names.get(i), Bool.of((mode >> shift & 4) != 0));
      dict.put("w" + names.get(i), Bool.of((mode >> shift & 2) != 0));
      dict.put("x" + names.get(i), Bool.of((mode >> shift & 1) != 0));
    }
    dict.put("isuid", Bool.of((mode & 04000) != 0));
    dict.put("isgid", Bool.of((mode & 02000) != 0));
  }

  static List<String> flagNames(String flags) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < flags.length(); i++) {
      String name = FLAGS.get(flags.charAt(i));
      if (name != null) {
        names.add(name);
      }
    }
    return names;
  }
}
