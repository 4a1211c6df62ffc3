package dev.holdfast.modules;

import dev.holdfast.engine.module.Module;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every module that we have. A new one is one line here.
public final class Modules {
  public static final List<Module> ALL =
      List.of(
          new AssembleModule(),
          new BlockinfileModule(),
          new CommandModule("command", false),
          new CommandModule("shell", true),
          new CopyModule(),
          new FetchModule(),
          new FileModule(),
          new FindModule(),
          new GetentModule(),
          new GroupModule(),
          new LineinfileModule(),
          new PingModule(),
          new RawModule(),
          new ReplaceModule(),
          new ScriptModule(),
          new ServiceModule(),
          new SetupModule(),
          new SlurpModule(),
          new StatModule(),
          new SystemdModule(),
          new TempfileModule(),
          new TemplateModule(),
          new UserModule());

  private static final Map<String, Module> BY_NAME = byName();

  private Modules() {}

  /// The module that a task names, by its short, full or former name.
  public static Optional<Module> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  private static Map<String, Module> byName() {
    Map<String, Module> names = new LinkedHashMap<>();
    ALL.forEach(module -> module.spec().names().forEach(name -> names.putIfAbsent(name, module)));
    return names;
  }
}
