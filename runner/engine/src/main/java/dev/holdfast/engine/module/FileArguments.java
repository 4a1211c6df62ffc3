package dev.holdfast.engine.module;

import java.util.List;

/// The arguments of every module that writes files.
public final class FileArguments {
  static final List<Argument> COMMON =
      List.of(
          Argument.raw("mode"),
          Argument.str("owner"),
          Argument.str("group"),
          Argument.str("seuser"),
          Argument.str("serole"),
          Argument.str("selevel"),
          Argument.str("setype"),
          Argument.str("attributes").aliases("attr"),
          Argument.bool("unsafe_writes", false));

  private FileArguments() {}
}
