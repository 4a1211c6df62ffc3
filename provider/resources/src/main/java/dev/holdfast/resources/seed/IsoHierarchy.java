package dev.holdfast.resources.seed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The folders of an image under one kind of names: where they lie, and the table of their paths.
final class IsoHierarchy {
  private static final int FOLDER = 2;
  private static final int HEAD = 33;
  private static final byte[] SELF = {0};
  private static final byte[] PARENT = {1};

  private final IsoNames names;
  private final List<Placed> folders = new ArrayList<>();
  private int tableLength;
  private int tables;

  /// A folder with its sector; `parent` is its parent's place in the list, which is sorted by
  /// depth.
  private static final class Placed {
    private final byte[] name;
    private final int parent;
    private final List<Entry> entries = new ArrayList<>();
    private int sector;
    private int length;

    Placed(byte[] name, int parent) {
      this.name = name;
      this.parent = parent;
    }
  }

  /// What stands in a folder: a file, or the place of a folder in the list.
  private sealed interface Entry {
    byte[] name();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record OfFile(byte[] name, IsoFolder.Leaf leaf) implements Entry {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record OfFolder(byte[] name, int place) implements Entry {}
  }

  IsoHierarchy(IsoFolder root, IsoNames names) {
    this.names = names;
    collect(root);
  }

  private void collect(IsoFolder root) {
    List<IsoFolder> waiting = new ArrayList<>(List.of(root));
    folders.add(new Placed(SELF, 0));
    for (int place = 0; place < waiting.size(); place++) {
      IsoFolder folder = waiting.get(place);
      Placed placed = folders.get(place);
      Map<String, byte[]> given = names.of(folder.folders().keySet(), true);
      List<String> sorted = new ArrayList<>(folder.folders().keySet());
      sorted.sort((one, other) -> IsoNames.compare(bytes(given, one), bytes(given, other)));
      for (String name : sorted) {
        placed.entries.add(new Entry.OfFolder(bytes(given, name), folders.size()));
        folders.add(new Placed(bytes(given, name), place));
        waiting.add(folder.folders().getOrDefault(name, folder));
      }
      Map<String, byte[]> files = names.of(folder.files().keySet(), false);
      folder
          .files()
          .forEach((name, leaf) -> placed.entries.add(new Entry.OfFile(bytes(files, name), leaf)));
      placed.entries.sort((one, other) -> IsoNames.compare(one.name(), other.name()));
    }
  }

  private static byte[] bytes(Map<String, byte[]> given, String name) {
    return given.getOrDefault(name, SELF);
  }

  /// Gives every folder and both tables their sectors.
  ///
  /// @return the next free sector
  int place(int first) {
    int next = first;
    for (Placed folder : folders) {
      folder.length = length(folder) * IsoImage.SECTOR;
      folder.sector = next;
      next += folder.length / IsoImage.SECTOR;
      tableLength += tableRecord(folder.name);
    }
    tables = next;
    return next + 2 * IsoImage.sectors(tableLength);
  }

  private static int tableRecord(byte[] name) {
    return 8 + name.length + name.length % 2;
  }

  private static int record(byte[] name) {
    return HEAD + name.length + (name.length + 1) % 2;
  }

  /// The sectors of a folder: no record lies in two of them.
  private static int length(Placed folder) {
    int sectors = 1;
    int used = record(SELF) + record(PARENT);
    for (Entry entry : folder.entries) {
      int length = record(entry.name());
      if (used + length > IsoImage.SECTOR) {
        sectors++;
        used = 0;
      }
      used += length;
    }
    return sectors;
  }

  /// The fields of a volume descriptor that lead to the folders.
  void describe(IsoSectors out) {
    int second = tables + IsoImage.sectors(tableLength);
    out.both32(tableLength).little32(tables).little32(0).big32(second).big32(0);
    Placed root = folders.getFirst();
    record(out, SELF, root.sector, root.length, FOLDER);
  }

  void write(IsoSectors image) {
    for (Placed folder : folders) {
      IsoSectors out = image.at(folder.sector);
      Placed parent = folders.get(folder.parent);
      record(out, SELF, folder.sector, folder.length, FOLDER);
      record(out, PARENT, parent.sector, parent.length, FOLDER);
      for (Entry entry : folder.entries) {
        out.fit(record(entry.name()));
        switch (entry) {
          case Entry.OfFile(byte[] name, IsoFolder.Leaf leaf) ->
              record(out, name, leaf.sector(), leaf.content().length, 0);
          case Entry.OfFolder(byte[] name, int place) -> {
            Placed inner = folders.get(place);
            record(out, name, inner.sector, inner.length, FOLDER);
          }
        }
      }
    }
    table(image.at(tables), false);
    table(image.at(tables + IsoImage.sectors(tableLength)), true);
  }

  private static void record(IsoSectors out, byte[] name, int sector, int length, int flags) {
    out.number(record(name)).number(0).both32(sector).both32(length).shortTime().number(flags);
    out.number(0).number(0).both16(1).number(name.length).bytes(name).zeros((name.length + 1) % 2);
  }

  private void table(IsoSectors out, boolean big) {
    for (Placed folder : folders) {
      out.number(folder.name.length).number(0);
      if (big) {
        out.big32(folder.sector).big16(folder.parent + 1);
      } else {
        out.little32(folder.sector).little16(folder.parent + 1);
      }
      out.bytes(folder.name).zeros(folder.name.length % 2);
    }
  }
}
