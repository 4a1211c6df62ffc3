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
          new AclModule(),
          new AlternativesModule(),
          new AptKeyModule(),
          new AptModule(),
          new AptRepositoryModule(),
          new ArchiveModule(),
          new AssembleModule(),
          new AtModule(),
          new AuthorizedKeyModule(),
          new BlockinfileModule(),
          new CapabilitiesModule(),
          new CommandModule("command", false),
          new CommandModule("shell", true),
          new CopyModule(),
          new CronModule(),
          new Deb822RepositoryModule(),
          new DebconfModule(),
          new DnfModule("dnf", "dnf", "dnf5", "yum"),
          new DnfModule("dnf5", "dnf5", "dnf"),
          new DnfModule("yum", "dnf", "dnf5", "yum"),
          new DpkgDivertModule(),
          new DpkgSelectionsModule(),
          new FetchModule(),
          new FileModule(),
          new FindModule(),
          new FirewalldModule(),
          new GetentModule(),
          new GetUrlModule(),
          new GitModule(),
          new GroupModule(),
          new HostnameModule(),
          new IniFileModule(),
          new IptablesModule(),
          new KnownHostsModule(),
          new KubeModule(),
          new LineinfileModule(),
          new LocaleGenModule(),
          new ModprobeModule(),
          new MountModule(),
          new OpensshKeypairModule(),
          new PackageFactsModule(),
          new PackageModule(),
          new PamdModule(),
          new PamLimitsModule(),
          new PatchModule(),
          new PingModule(),
          new PipModule(),
          new RawModule(),
          new RebootModule(),
          new ReplaceModule(),
          new RpmKeyModule(),
          new ScriptModule(),
          new SebooleanModule(),
          new SelinuxModule(),
          new SeportModule(),
          new ServiceFactsModule(),
          new ServiceModule(),
          new SetupModule(),
          new SlurpModule(),
          new StatModule(),
          new SynchronizeModule(),
          new SysctlModule(),
          new SystemdModule(),
          new TempfileModule(),
          new TemplateModule(),
          new TimezoneModule(),
          new UfwModule(),
          new UnarchiveModule(),
          new UriModule(),
          new UserModule(),
          new WaitForConnectionModule(),
          new WaitForModule(),
          new YumRepositoryModule());

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
