package dev.holdfast.resources.seed;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// The file system of a CD, made in memory: ISO 9660 with the Joliet names that Linux, the BSDs and
/// Windows show. The same files always give the same bytes; every time in it is 1980-01-01.
///
/// Source: ECMA-119 (2nd edition), sections 6 to 9, and the Joliet specification, sections 3 and 4.
public final class IsoImage {
  /// What file systems on CDs are counted in.
  static final int SECTOR = 2048;

  private static final int SYSTEM_AREA = 16;
  private static final int PRIMARY = 1;
  private static final int JOLIET = 2;
  private static final int TERMINATOR = 255;
  private static final int LABEL_LENGTH = 16;
  private static final byte[] UCS2_LEVEL_3 = {'%', '/', 'E'};

  private IsoImage() {}

  /// An image of these files.
  ///
  /// @param label by which the machine finds it, at most 16 letters, digits, `_` and `-`
  /// @param files their contents by their paths, such as `user-data` or
  ///   `openstack/latest/meta_data.json`; a name has at most 64 characters, a folder is made where
  ///   a path names it
  /// @throws IllegalArgumentException when the label or a path cannot stand in the file system
  public static byte[] of(String label, Map<String, byte[]> files) {
    if (!label.matches("[A-Za-z0-9_-]{1," + LABEL_LENGTH + "}")) {
      throw new IllegalArgumentException(
          "the label '" + label + "' has other characters than A-Z a-z 0-9 _ -, or more than 16");
    }
    IsoFolder root = IsoFolder.of(files);
    IsoHierarchy primary = new IsoHierarchy(root, IsoNames.PRIMARY);
    IsoHierarchy joliet = new IsoHierarchy(root, IsoNames.JOLIET);
    int next = SYSTEM_AREA + 3;
    next = primary.place(next);
    next = joliet.place(next);
    List<IsoFolder.Leaf> leaves = root.leaves();
    for (IsoFolder.Leaf leaf : leaves) {
      leaf.place(next);
      next += sectors(leaf.content().length);
    }
    IsoSectors image = new IsoSectors(next);
    descriptor(image.at(SYSTEM_AREA), PRIMARY, label, primary, next);
    descriptor(image.at(SYSTEM_AREA + 1), JOLIET, label, joliet, next);
    image.at(SYSTEM_AREA + 2).number(TERMINATOR).text("CD001").number(1);
    primary.write(image);
    joliet.write(image);
    leaves.forEach(leaf -> image.at(leaf.sector()).bytes(leaf.content()));
    return image.content();
  }

  /// How many sectors hold that many bytes; something always takes one.
  static int sectors(int length) {
    return Math.max(1, (length + SECTOR - 1) / SECTOR);
  }

  private static void descriptor(
      IsoSectors out, int type, String label, IsoHierarchy names, int sectors) {
    boolean wide = type == JOLIET;
    out.number(type).text("CD001").number(1).number(0);
    padded(out, "", 32, wide);
    padded(out, label, 32, wide);
    out.zeros(8).both32(sectors);
    out.bytes(wide ? UCS2_LEVEL_3 : new byte[0]).zeros(wide ? 32 - UCS2_LEVEL_3.length : 32);
    out.both16(1).both16(1).both16(SECTOR);
    names.describe(out);
    for (int field = 0; field < 4; field++) {
      padded(out, "", 128, wide);
    }
    for (int file = 0; file < 3; file++) {
      padded(out, "", 37, wide);
    }
    out.longTime().longTime().noTime().noTime().number(1);
  }

  /// A text of a fixed length, filled with blanks.
  private static void padded(IsoSectors out, String text, int length, boolean wide) {
    if (!wide) {
      out.text(text + " ".repeat(length - text.length()));
      return;
    }
    int letters = length / 2;
    out.bytes((text + " ".repeat(letters - text.length())).getBytes(StandardCharsets.UTF_16BE));
    out.zeros(length % 2);
  }
}
