package dev.holdfast.engine.module;

import dev.holdfast.transport.Payload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Files beside the playbook, where modules such as copy find their sources.
public interface ControllerFiles {
  /// The path that a relative name stands for: the role's folder first, then the playbook's, each
  /// with and without `folder`.
  ///
  /// @param folder `files` or `templates`
  /// @throws ModuleFailure in Ansible's words, which list every path that was tried
  Path find(String folder, String name);

  /// A file's content, decrypted when it is a vault and that is wanted.
  byte[] read(Path path, boolean decrypt) throws IOException;

  /// The same without holding a large plain file in memory.
  Payload payload(Path path, boolean decrypt) throws IOException;

  /// Everything below a folder, relative, sorted; folders end in `/`.
  List<String> walk(Path folder) throws IOException;

  /// Writes what came from a machine (fetch), with the folders above.
  void write(Path path, Payload content) throws IOException;

  /// The content of a file that may not exist.
  Optional<Payload> existing(Path path) throws IOException;

  /// Where Ansible would keep what it makes for a machine before it is sent, as differences name
  /// it. Nothing is written there.
  ///
  /// @param name the file's own name; empty for content without one
  String scratch(String dest, String name);

  /// What `~` and relative names of the controller stand for.
  Path resolve(String path);
}
