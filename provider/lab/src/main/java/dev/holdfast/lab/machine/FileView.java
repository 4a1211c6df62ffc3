package dev.holdfast.lab.machine;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The files of a machine as one user sees them, from one directory. Every method throws
/// [FileFault] for what a real machine would refuse.
public final class FileView {
  /// What new files do not get.
  public static final int MASK = 0022;

  private final MemoryFiles files;
  private final Identity who;
  private final String directory;

  FileView(MemoryFiles files, Identity who, String directory) {
    this.files = files;
    this.who = who;
    this.directory = directory;
  }

  public Identity identity() {
    return who;
  }

  public String directory() {
    return directory;
  }

  /// The same user in another directory.
  public FileView in(String path) {
    return new FileView(files, who, absolute(path));
  }

  /// How many bytes are free for everybody.
  public long free() {
    return files.free();
  }

  public String absolute(String path) {
    return path.startsWith("/") ? path : directory + "/" + path;
  }

  private Walk walk(String path, boolean follow) {
    return Walk.of(files.root(), who, absolute(path), follow);
  }

  /// Looks at what is at a path.
  <T> Optional<T> look(String path, boolean follow, Function<Inode, T> eye) {
    synchronized (files) {
      try {
        return walk(path, follow).node().map(eye);
      } catch (FileFault _) {
        return Optional.empty();
      }
    }
  }

  private Inode must(String path, boolean follow) {
    return walk(path, follow).node().orElseThrow(() -> new FileFault(Errno.ENOENT, path));
  }

  public boolean exists(String path) {
    return look(path, true, _ -> true).isPresent();
  }

  /// Whether anything is there, be it a link that leads nowhere.
  public boolean there(String path) {
    return look(path, false, _ -> true).isPresent();
  }

  public boolean isDirectory(String path) {
    return look(path, true, Inode::isDirectory).orElse(false);
  }

  public boolean isFile(String path) {
    return look(path, true, Inode::isFile).orElse(false);
  }

  public boolean isLink(String path) {
    return look(path, false, Inode::isLink).orElse(false);
  }

  /// Whether this user may execute a file or search a directory.
  public boolean isExecutable(String path) {
    return look(path, true, node -> node.allows(who, 1)).orElse(false);
  }

  /// The path without links; the last part need not be there.
  public String real(String path) {
    synchronized (files) {
      return walk(path, true).real();
    }
  }

  /// Where a link leads, as it stands in it.
  public String target(String path) {
    synchronized (files) {
      Inode node = must(path, false);
      if (!node.isLink()) {
        throw new FileFault(Errno.EINVAL, path);
      }
      return node.target;
    }
  }

  /// The names in a directory, in order.
  public List<String> list(String path) {
    synchronized (files) {
      Inode node = must(path, true);
      if (!node.isDirectory()) {
        throw new FileFault(Errno.ENOTDIR, path);
      }
      if (!node.allows(who, 4)) {
        throw new FileFault(Errno.EACCES, path);
      }
      return List.copyOf(node.entries.keySet());
    }
  }

  public byte[] read(String path) {
    synchronized (files) {
      Inode node = must(path, true);
      if (node.isDirectory()) {
        throw new FileFault(Errno.EISDIR, path);
      }
      if (!node.allows(who, 4)) {
        throw new FileFault(Errno.EACCES, path);
      }
      node.accessed = files.now();
      return node.content.clone();
    }
  }

  public String text(String path) {
    return new String(read(path), StandardCharsets.UTF_8);
  }

  /// The text of a file that may not be there.
  public Optional<String> maybe(String path) {
    return isFile(path) ? Optional.of(text(path)) : Optional.empty();
  }

  /// Writes into the file that is there, or a new one.
  public void write(String path, byte[] content) {
    synchronized (files) {
      Walk walk = walk(path, true);
      Inode node = walk.node().orElseGet(() -> added(walk, newFile()));
      if (node.isDirectory()) {
        throw new FileFault(Errno.EISDIR, path);
      }
      if (!node.allows(who, 2) || node.flags.contains("i")) {
        throw new FileFault(node.flags.contains("i") ? Errno.EPERM : Errno.EACCES, path);
      }
      if (content.length > node.content.length + files.free()) {
        throw new FileFault(Errno.ENOSPC, path);
      }
      node.content = content.clone();
      node.modified = files.now();
      node.changed = node.modified;
    }
  }

  public void write(String path, String text) {
    write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private Inode newFile() {
    return Inode.file(files.nextNumber(), 0666 & ~MASK, who, files.now());
  }

  private Inode added(Walk walk, Inode node) {
    mayChange(walk);
    walk.parent().entries.put(walk.name(), node);
    touched(walk.parent());
    return node;
  }

  private void mayChange(Walk walk) {
    if (!walk.parent().allows(who, 2) || !walk.parent().allows(who, 1)) {
      throw new FileFault(Errno.EACCES, walk.real());
    }
  }

  private void touched(Inode directory) {
    directory.modified = files.now();
    directory.changed = directory.modified;
  }

  /// Makes one directory.
  public void makeDirectory(String path, int permissions) {
    synchronized (files) {
      Walk walk = walk(path, false);
      if (walk.node().isPresent()) {
        throw new FileFault(Errno.EEXIST, path);
      }
      added(walk, Inode.directory(files.nextNumber(), permissions, who, files.now()));
    }
  }

  /// Makes a directory and those above it, and tells which were missing, the topmost first.
  public List<String> makeDirectories(String path) {
    synchronized (files) {
      List<String> made = new ArrayList<>();
      StringBuilder at = new StringBuilder();
      for (String part : absolute(path).split("/")) {
        if (part.isEmpty()) {
          continue;
        }
        at.append('/').append(part);
        Optional<Inode> node = walk(at.toString(), true).node();
        if (node.isEmpty()) {
          makeDirectory(at.toString(), 0777 & ~MASK);
          made.add(at.toString());
        } else if (!node.get().isDirectory()) {
          throw new FileFault(Errno.ENOTDIR, path);
        }
      }
      return made;
    }
  }

  /// A file with everything above it; for what comes with a machine or a package.
  public void put(String path, String text, int permissions) {
    int slash = path.lastIndexOf('/');
    makeDirectories(path.substring(0, slash));
    write(path, text);
    permissions(path, permissions);
  }

  public void symlink(String target, String path) {
    synchronized (files) {
      Walk walk = walk(path, false);
      if (walk.node().isPresent()) {
        throw new FileFault(Errno.EEXIST, path);
      }
      added(walk, Inode.link(files.nextNumber(), target, who, files.now()));
    }
  }

  public void hardLink(String target, String path) {
    synchronized (files) {
      Inode node = must(target, false);
      if (node.isDirectory()) {
        throw new FileFault(Errno.EPERM, target);
      }
      Walk walk = walk(path, false);
      if (walk.node().isPresent()) {
        throw new FileFault(Errno.EEXIST, path);
      }
      added(walk, node);
      node.links++;
      node.changed = files.now();
    }
  }

  /// Takes away a file, a link, or a directory with all that is below it.
  public void remove(String path) {
    synchronized (files) {
      Walk walk = walk(path, false);
      Inode node = walk.node().orElseThrow(() -> new FileFault(Errno.ENOENT, path));
      if (walk.name().isEmpty()) {
        throw new FileFault(Errno.EPERM, path);
      }
      mayRemove(walk, node);
      walk.parent().entries.remove(walk.name());
      node.links--;
      touched(walk.parent());
    }
  }

  private void mayRemove(Walk walk, Inode node) {
    mayChange(walk);
    boolean sticky = (walk.parent().permissions & 01000) != 0;
    boolean stranger = !who.isRoot() && who.uid() != node.uid && who.uid() != walk.parent().uid;
    if (node.flags.contains("i") || (sticky && stranger)) {
      throw new FileFault(Errno.EPERM, walk.real());
    }
  }

  public void removeEmptyDirectory(String path) {
    synchronized (files) {
      if (!list(path).isEmpty()) {
        throw new FileFault(Errno.ENOTEMPTY, path);
      }
      remove(path);
    }
  }

  /// Gives what is at a path another name; what is there is replaced, a directory never.
  public void rename(String source, String path) {
    synchronized (files) {
      Walk from = walk(source, false);
      Inode node = from.node().orElseThrow(() -> new FileFault(Errno.ENOENT, source));
      Walk to = walk(path, false);
      if (to.node().filter(Inode::isDirectory).isPresent() && !node.isDirectory()) {
        throw new FileFault(Errno.EISDIR, path);
      }
      if (to.node().filter(there -> !there.entries.isEmpty()).isPresent()) {
        throw new FileFault(Errno.ENOTEMPTY, path);
      }
      mayRemove(from, node);
      mayChange(to);
      to.node().ifPresent(there -> mayRemove(to, there));
      from.parent().entries.remove(from.name());
      to.parent().entries.put(to.name(), node);
      node.changed = files.now();
      touched(from.parent());
      touched(to.parent());
    }
  }

  public void permissions(String path, int permissions) {
    change(path, true, node -> node.permissions = permissions & 07777);
  }

  /// Gives a path, never what a link leads to, to somebody else.
  public void owner(String path, Optional<Long> uid, Optional<Long> gid) {
    synchronized (files) {
      Inode node = must(path, false);
      boolean foreign = uid.filter(id -> id != node.uid).isPresent();
      boolean unknown = gid.filter(id -> id != node.gid && !who.in(id)).isPresent();
      if (!who.isRoot() && (foreign || unknown)) {
        throw new FileFault(Errno.EPERM, path);
      }
    }
    change(
        path,
        false,
        node -> {
          node.uid = uid.orElse(node.uid);
          node.gid = gid.orElse(node.gid);
          node.permissions &= node.isFile() ? ~06000 : ~0;
        });
  }

  public void flags(String path, Function<String, String> edit) {
    change(path, true, node -> node.flags = edit.apply(node.flags));
  }

  public void times(String path, Optional<Instant> accessed, Optional<Instant> modified) {
    change(
        path,
        true,
        node -> {
          node.accessed = accessed.orElse(node.accessed);
          node.modified = modified.orElse(node.modified);
        });
  }

  private void change(String path, boolean follow, java.util.function.Consumer<Inode> edit) {
    synchronized (files) {
      Inode node = must(path, follow);
      if (!who.isRoot() && who.uid() != node.uid) {
        throw new FileFault(Errno.EPERM, path);
      }
      edit.accept(node);
      node.changed = files.now();
    }
  }

  /// What time it is on the machine.
  public Instant now() {
    return files.now();
  }
}
