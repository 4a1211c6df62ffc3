package dev.holdfast.lab.machine;

import dev.holdfast.engine.machine.Digest;
import dev.holdfast.engine.machine.FileStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// Tells everything about a path.
record Status(FileView files, Accounts accounts) {
  private static final int BLOCK = 4096;

  /// Empty when nothing is there.
  Optional<FileStatus> of(
      String path, boolean follow, Optional<Digest> digest, boolean attributes) {
    Optional<Inode> end = files.look(path, true, node -> node);
    return files.look(path, follow, node -> status(path, node, follow, end, digest, attributes));
  }

  private FileStatus status(
      String path,
      Inode node,
      boolean follow,
      Optional<Inode> end,
      Optional<Digest> digest,
      boolean attributes) {
    Optional<String> checksum =
        digest
            .filter(_ -> node.isFile() && node.allows(files.identity(), 4))
            .map(algorithm -> algorithm.hex(node.content));
    boolean flags = attributes && !node.isLink();
    return new FileStatus(
        node.mode(),
        node.uid,
        node.gid,
        accounts.userName(node.uid),
        accounts.groupName(node.gid),
        node.size(),
        node.number,
        64,
        node.linkCount(),
        0,
        (node.size() + BLOCK - 1) / BLOCK * 8,
        BLOCK,
        seconds(node.accessed),
        seconds(node.modified),
        seconds(node.changed),
        end.map(this::access).orElse(""),
        checksum,
        Optional.empty(),
        flags ? Optional.of(Long.toString(node.number * 7919)) : Optional.empty(),
        flags ? Optional.of("e" + node.flags) : Optional.empty(),
        node.isLink() && !follow
            ? Optional.of(new FileStatus.Link(node.target, end.isPresent() ? files.real(path) : ""))
            : Optional.empty(),
        Optional.empty());
  }

  private String access(Inode node) {
    Identity who = files.identity();
    StringBuilder access = new StringBuilder();
    access.append(node.allows(who, 4) ? "r" : "");
    access.append(node.allows(who, 2) ? "w" : "");
    access.append(node.allows(who, 1) ? "x" : "");
    access.append(node.uid == who.uid() ? "O" : "").append("E");
    return access.append(node.gid == who.gid() ? "G" : "").toString();
  }

  private static BigDecimal seconds(Instant time) {
    return BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9));
  }
}
