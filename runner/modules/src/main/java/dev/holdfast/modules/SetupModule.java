package dev.holdfast.modules;

import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.source.ResourceText;
import dev.holdfast.language.regex.PythonRegex;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// `setup` (and `gather_facts`): facts of the machine in Ansible's names, from one probe.
final class SetupModule implements Module {
  private static final Set<String> SUBSETS = Set.of("hardware", "network", "virtual");
  private static final Set<String> MINIMAL =
      Set.of(
          "min",
          "apparmor",
          "caps",
          "cmdline",
          "date_time",
          "distribution",
          "dns",
          "env",
          "fips",
          "local",
          "lsb",
          "pkg_mgr",
          "platform",
          "python",
          "selinux",
          "service_mgr",
          "ssh_pub_keys",
          "user",
          "facter",
          "ohai",
          "interfaces",
          "system_capabilities",
          "kernel",
          "kernel_version",
          "machine",
          "machine_id",
          "nodename",
          "hostname",
          "fqdn",
          "domain",
          "architecture",
          "userspace_bits",
          "userspace_architecture",
          "system",
          "os_family",
          "devices",
          "mounts",
          "processor",
          "loadavg",
          "fibre_channel_wwn",
          "iscsi",
          "nvme",
          "all_ipv4_addresses",
          "all_ipv6_addresses",
          "default_ipv4",
          "default_ipv6",
          "virtualization_type",
          "virtualization_role",
          "chroot",
          "is_chroot",
          "python_version",
          "distribution_version",
          "distribution_release",
          "distribution_major_version");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
            "setup",
            ArgumentSpec.of(
                Argument.list("gather_subset").or(ListValue.of(Str.of("all"))),
                Argument.integer("gather_timeout").or(10),
                Argument.list("filter").or(new ListValue()),
                Argument.path("fact_path").or("/etc/ansible/facts.d")))
        .alias("gather_facts", "ansible.builtin.gather_facts", "ansible.legacy.gather_facts");
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    List<String> asked = invocation.arguments().texts("gather_subset");
    Set<String> subsets = subsets(asked);
    Probe.Query probe =
        new Probe.Query(
            Command.shell(ResourceText.of(SetupModule.class, "facts.sh"))
                .with("FACT_PATH", invocation.arguments().must("fact_path")));
    FactSource source = FactSource.parse(invocation.machine().ask(probe).of(probe).text());
    FactDict facts = new FactDict();
    FactsLocal local = new FactsLocal(source);
    if (subsets.contains("min")) {
      new FactsSystem(source, facts, local).gather(parts(asked));
      new FactsDistribution(source, facts).gather();
    }
    if (subsets.contains("hardware")) {
      new FactsHardware(source, facts).hardware();
    }
    if (subsets.contains("network")) {
      new FactsNetwork(source, facts).gather();
    }
    if (subsets.contains("virtual")) {
      new FactsHardware(source, facts).virtualization();
    }
    return ModuleResult.changed(false)
        .with("ansible_facts", named(invocation, facts, asked))
        .warning(local.warnings());
  }

  private static Set<String> subsets(List<String> asked) {
    Set<String> wanted = new LinkedHashSet<>();
    wanted.add("min");
    if (asked.contains("all")) {
      wanted.addAll(SUBSETS);
    }
    for (String name : asked) {
      String bare = name.startsWith("!") ? name.substring(1) : name;
      boolean unknown = !bare.equals("all") && !SUBSETS.contains(bare) && !MINIMAL.contains(bare);
      if (unknown && !name.startsWith("!")) {
        throw ModuleFailure.of("Bad subset '%s' given to Ansible.".formatted(bare));
      }
      if (name.equals("!all")) {
        wanted.removeAll(SUBSETS);
      } else if (name.startsWith("!")) {
        wanted.remove(bare);
      }
    }
    asked.stream()
        .filter(name -> !name.startsWith("!"))
        .forEach(name -> wanted.add(subsetOf(name)));
    if (wanted.contains("network") || wanted.contains("hardware") || wanted.contains("virtual")) {
      // Their collectors need the platform's and the distribution's facts.
      wanted.add("min");
    }
    return wanted;
  }

  /// The collectors of the smallest subset; without it, what the others need and those that are
  /// named.
  private static Set<FactsSystem.Part> parts(List<String> asked) {
    if (!asked.contains("!min")) {
      return EnumSet.allOf(FactsSystem.Part.class);
    }
    Set<FactsSystem.Part> parts = EnumSet.of(FactsSystem.Part.PLATFORM);
    asked.forEach(name -> part(name).ifPresent(parts::add));
    return parts;
  }

  private static Optional<FactsSystem.Part> part(String name) {
    return switch (name) {
      case "min" -> Optional.empty();
      case "apparmor", "caps", "selinux", "system_capabilities" ->
          Optional.of(FactsSystem.Part.SECURITY);
      case "pkg_mgr", "service_mgr" -> Optional.of(FactsSystem.Part.SERVICES);
      case "python_version" -> Optional.of(FactsSystem.Part.PYTHON);
      default ->
          Stream.of(FactsSystem.Part.values())
              .filter(part -> part.name().equalsIgnoreCase(name))
              .findFirst();
    };
  }

  private static String subsetOf(String name) {
    return switch (name) {
      case "hardware", "devices", "mounts", "processor" -> "hardware";
      case "network",
          "interfaces",
          "default_ipv4",
          "default_ipv6",
          "all_ipv4_addresses",
          "all_ipv6_addresses" ->
          "network";
      case "virtual", "virtualization_type", "virtualization_role" -> "virtual";
      default -> "min";
    };
  }

  private static DictValue named(Invocation invocation, FactDict facts, List<String> asked) {
    List<PythonRegex> filters =
        invocation.arguments().texts("filter").stream()
            .filter(pattern -> !pattern.isEmpty() && !pattern.equals("*"))
            .map(pattern -> PythonRegex.compile(Globs.regex(pattern)))
            .toList();
    DictValue named = new DictValue();
    facts
        .dict()
        .entries()
        .forEach((key, value) -> {
          String bare = Text.str(key);
          boolean wanted =
              filters.isEmpty()
                  || filters.stream()
                      .anyMatch(filter ->
                          filter.match(bare).isPresent()
                              || filter.match("ansible_" + bare).isPresent());
          if (wanted) {
            named.put("ansible_" + bare, value);
          }
        });
    if (filters.isEmpty()) {
      named.put("gather_subset", FactDict.list(asked));
      named.put("module_setup", dev.holdfast.language.value.Bool.TRUE);
    }
    return named;
  }
}
