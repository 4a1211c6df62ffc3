package dev.holdfast.engine.machine;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/// What a machine says about one path.
///
/// @param mode type and permission bits, as `st_mode` has them
/// @param owner empty when the number has no name
/// @param group empty when the number has no name
/// @param accessed seconds since 1970
/// @param access letters `r`, `w`, `x` for what the asking user may do; `O` and `G` when owner and
///   group are those of a new file of the user's; `E` when what a link leads to is there
/// @param checksum where it was asked for and the file is regular and readable
/// @param mime type and encoding, such as `text/plain; charset=us-ascii`
/// @param version of the inode, and its flags, where the file system has them
/// @param link where a link leads, when it is one and was not looked through
/// @param context security context on machines that have them
public record FileStatus(
    int mode,
    long uid,
    long gid,
    Optional<String> owner,
    Optional<String> group,
    long size,
    long inode,
    long device,
    long links,
    long deviceType,
    long blocks,
    long blockSize,
    BigDecimal accessed,
    BigDecimal modified,
    BigDecimal changed,
    String access,
    Optional<String> checksum,
    Optional<String> mime,
    Optional<String> version,
    Optional<String> flags,
    Optional<Link> link,
    Optional<String> context) {

  /// Where a link leads.
  ///
  /// @param target as it stands in the link
  /// @param source the path at the end of all links
  public record Link(String target, String source) {}

  /// The kinds of files.
  public enum Kind {
    FIFO(0x1000),
    CHARACTER(0x2000),
    DIRECTORY(0x4000),
    BLOCK(0x6000),
    FILE(0x8000),
    LINK(0xa000),
    SOCKET(0xc000);

    private final int bits;

    Kind(int bits) {
      this.bits = bits;
    }
  }

  public boolean is(Kind kind) {
    return (mode & 0xf000) == kind.bits;
  }

  public boolean isDirectory() {
    return is(Kind.DIRECTORY);
  }

  public boolean isFile() {
    return is(Kind.FILE);
  }

  public boolean isLink() {
    return is(Kind.LINK);
  }

  /// The permission bits.
  public int permissions() {
    return mode & 0xfff;
  }

  /// The permission bits as Ansible prints them, such as `0644`.
  public String octal() {
    return octal(permissions());
  }

  public static String octal(int permissions) {
    return String.format(Locale.ROOT, "0%03o", permissions);
  }

  /// The owner's name, else the number as text.
  public String ownerText() {
    return owner.orElse(Long.toString(uid));
  }

  public String groupText() {
    return group.orElse(Long.toString(gid));
  }
}
