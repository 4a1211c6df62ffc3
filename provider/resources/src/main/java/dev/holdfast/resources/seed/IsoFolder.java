package dev.holdfast.resources.seed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A folder of an image, with what is in it.
final class IsoFolder {
  private static final int LONGEST_NAME = 64;
  private static final int DEEPEST = 8;

  private final Map<String, IsoFolder> folders = new TreeMap<>();
  private final Map<String, Leaf> files = new TreeMap<>();

  /// A file, and the sector at which its content begins, which both kinds of names share.
  static final class Leaf {
    private final byte[] content;
    private int sector;

    Leaf(byte[] content) {
      this.content = content.clone();
    }

    byte[] content() {
      return content;
    }

    int sector() {
      return sector;
    }

    void place(int first) {
      sector = first;
    }
  }

  private IsoFolder() {}

  static IsoFolder of(Map<String, byte[]> contents) {
    IsoFolder root = new IsoFolder();
    new TreeMap<>(contents).forEach(root::add);
    return root;
  }

  private void add(String path, byte[] content) {
    String[] names = path.split("/", -1);
    if (names.length > DEEPEST) {
      throw new IllegalArgumentException("the path '" + path + "' is deeper than 8 names");
    }
    IsoFolder folder = this;
    for (int index = 0; index < names.length; index++) {
      check(path, names[index]);
      boolean last = index == names.length - 1;
      if (last
          ? folder.folders.containsKey(names[index])
          : folder.files.containsKey(names[index])) {
        throw new IllegalArgumentException("'" + path + "' is both a file and a folder");
      }
      if (last) {
        folder.files.put(names[index], new Leaf(content));
      } else {
        folder = folder.folders.computeIfAbsent(names[index], _ -> new IsoFolder());
      }
    }
  }

  private static void check(String path, String name) {
    boolean special = name.equals(".") || name.equals("..");
    if (name.isEmpty() || special || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "the path '" + path + "' has a name that is empty, '.', '..' or longer than 64");
    }
    if (!name.chars().allMatch(c -> c >= 0x20 && c != 0x7f && "*:;?\\".indexOf(c) < 0)) {
      throw new IllegalArgumentException(
          "the path '" + path + "' has one of the characters * : ; ? \\");
    }
  }

  Map<String, IsoFolder> folders() {
    return folders;
  }

  Map<String, Leaf> files() {
    return files;
  }

  /// Every file below, in a fixed order.
  List<Leaf> leaves() {
    List<Leaf> all = new ArrayList<>(files.values());
    folders.values().forEach(folder -> all.addAll(folder.leaves()));
    return all;
  }
}
