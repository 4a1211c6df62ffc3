package dev.holdfast.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.reference.Tree;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InventoryTest {
  @TempDir private Path folder;
  private Inventories tests;
  private Inventory inventory;

  @BeforeEach
  void load() {
    Tree.write(
        folder,
        """
        == hosts
        [web]
        w2
        w1
        [db]
        d1
        [site:children]
        web
        """);
    tests = Inventories.in(folder);
    inventory = tests.load(List.of("hosts"));
  }

  private List<String> chosen(String... patterns) {
    return Inventories.names(inventory.select(List.of(patterns)));
  }

  @Test
  void hostsKeepTheOrderOfTheInventoryGroupByGroup() {
    assertThat(Inventories.names(inventory.hosts())).containsExactly("w2", "w1", "d1");
    assertThat(chosen("web")).containsExactly("w2", "w1");
    // Groups inside others come behind those directly inside `all`.
    assertThat(chosen("all")).containsExactly("d1", "w2", "w1");
  }

  @Test
  void aCommaListKeepsItsOwnOrder() {
    assertThat(chosen("d1,w1,w2")).containsExactly("d1", "w1", "w2");
  }

  @Test
  void anExclusionCountsWhereverItStands() {
    assertThat(chosen("!w1:web")).containsExactly("w2");
    assertThat(chosen("!w1", "web")).containsExactly("w2");
  }

  @Test
  void playsMayAskForAnotherOrder() {
    List<Host> hosts = inventory.select(List.of("all"));
    assertThat(Inventories.names(inventory.ordered(hosts, "sorted")))
        .containsExactly("d1", "w1", "w2");
    assertThat(Inventories.names(inventory.ordered(hosts, "reverse_sorted")))
        .containsExactly("w2", "w1", "d1");
    assertThat(Inventories.names(inventory.ordered(hosts, "reverse_inventory")))
        .containsExactly("w1", "w2", "d1");
    assertThat(Inventories.names(inventory.ordered(hosts, "shuffle")))
        .containsExactlyInAnyOrder("d1", "w1", "w2");
    assertThatThrownBy(() -> inventory.ordered(hosts, "random"))
        .hasMessage("Invalid 'order' specified for inventory hosts: random");
  }

  @Test
  void anUnknownPatternIsWarnedOf() {
    assertThat(chosen("nosuch")).isEmpty();
    assertThat(tests.warnings)
        .containsExactly("Could not match supplied host pattern, ignoring: nosuch");
  }

  @Test
  void anUnknownPatternIsAnErrorWhereTheSettingsSaySo() {
    Inventory strict = tests.with(Setting.HOST_PATTERN_MISMATCH, "error").load(List.of("hosts"));
    assertThatThrownBy(() -> strict.select(List.of("nosuch")))
        .isInstanceOf(PlaybookException.class)
        .hasMessage("Could not match supplied host pattern, ignoring: nosuch");
  }

  @Test
  void localhostIsImplicitLocalAndOutsideAll() {
    Host localhost = inventory.host("localhost").orElseThrow();
    assertThat(localhost.implicit()).isTrue();
    assertThat(localhost.vars().get("ansible_connection")).contains(Str.of("local"));
    assertThat(localhost.groups()).isEmpty();
    assertThat(chosen("all")).doesNotContain("localhost");
    assertThat(chosen("localhost")).containsExactly("localhost");
    assertThat(inventory.host("nosuch")).isEmpty();
  }

  @Test
  void aLimitNamesHostsOrAFileOfPatterns() {
    inventory.limit("site:!w1");
    assertThat(chosen("all")).containsExactly("w2");
    Tree.write(folder, "== limit.txt\nd1\n\nw1\n");
    inventory.limit("@" + folder.resolve("limit.txt"));
    assertThat(chosen("all")).containsExactly("d1", "w1");
    assertThatThrownBy(() -> inventory.limit("@" + folder.resolve("none")))
        .hasMessage("Unable to find limit file " + folder.resolve("none"));
    assertThatThrownBy(() -> inventory.limit("@" + folder))
        .hasMessage("Limit starting with \"@\" must be a file, not a directory: " + folder);
  }

  @Test
  void aHostThatAPlayAddsShowsAtOnceInItsGroups() {
    long before = inventory.version();
    boolean changed =
        inventory.addHost("new", List.of("web", "fresh"), DictValue.of(Map.of("a", Int.of(1))));
    assertThat(changed).isTrue();
    assertThat(inventory.version()).isGreaterThan(before);
    assertThat(inventory.membership().get("fresh")).containsExactly("new");
    assertThat(inventory.membership().get("web")).containsExactly("w2", "w1", "new");
    Host host = inventory.host("new").orElseThrow();
    assertThat(host.vars().get("a")).contains(Int.of(1));
    assertThat(host.vars().get("inventory_file")).contains(None.NONE);
    assertThat(host.groups().stream().map(Group::name))
        .containsExactly("all", "fresh", "site", "web");
  }

  @Test
  void addingAHostAgainChangesNothing() {
    DictValue vars = DictValue.of(Map.of("a", Int.of(1)));
    inventory.addHost("new", List.of("web"), vars);
    assertThat(inventory.addHost("new", List.of("web"), vars)).isFalse();
    assertThat(inventory.addHost("new", List.of("db"), vars)).isTrue();
  }

  @Test
  void aHostJoinsAGroupInsideOthers() {
    Host host = inventory.host("d1").orElseThrow();
    assertThat(inventory.addToGroup(host, "os_Debian", List.of("systems"))).isTrue();
    assertThat(inventory.addToGroup(host, "os_Debian", List.of("systems"))).isFalse();
    assertThat(inventory.membership().get("systems")).containsExactly("d1");
    assertThat(host.groups().stream().map(Group::name))
        .containsExactly("all", "db", "systems", "os_Debian");
  }

  @Test
  void aRefreshReadsTheSourcesAgainAndKeepsWhatPlaysAdded() {
    inventory.addHost("new", List.of("web"), new DictValue());
    inventory.addToGroup(inventory.host("w1").orElseThrow(), "special", List.of());
    Tree.write(folder, "== hosts\n[web]\nw1\nw9\n");
    inventory.refresh();
    assertThat(chosen("all")).containsExactly("new", "w1", "w9");
    assertThat(inventory.membership().get("special")).containsExactly("w1");
  }

  @Test
  void groupsOfOneDepthSortByPriorityThenName() {
    Tree.write(
        folder,
        """
        == p
        [a]
        x
        [b]
        x
        [c]
        x
        [a:vars]
        ansible_group_priority=10
        """);
    Host host = tests.load(List.of("p")).host("x").orElseThrow();
    assertThat(host.groups().stream().map(Group::name)).containsExactly("all", "b", "c", "a");
  }

  @Test
  void aPluginInPythonIsRefusedByName() {
    Tree.write(folder, "== aws.yml\nplugin: amazon.aws.aws_ec2\n");
    tests.load(List.of("aws.yml"));
    assertThat(tests.warnings)
        .anyMatch(text ->
            text.contains("names the plugin 'amazon.aws.aws_ec2'") && text.contains("aws.yml"));
  }

  @Test
  void aBadSourceIsAnErrorWhereTheSettingsSaySo() {
    Inventories strict = tests.with(Setting.INVENTORY_ANY_UNPARSED_IS_FAILED, "true");
    assertThatThrownBy(() -> strict.load(List.of("nothing")))
        .hasMessage("Completely failed to parse inventory source " + folder.resolve("nothing"));
    Inventories none = tests.with(Setting.INVENTORY_UNPARSED_IS_FAILED, "true");
    assertThatThrownBy(() -> none.load(List.of()))
        .hasMessage("No inventory was parsed, please check your configuration and options.");
  }
}
