package dev.holdfast.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.reference.AnsibleReference;
import dev.holdfast.engine.reference.Tree;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The same inventories read by ansible-core and by us: hosts, groups, variables, warnings and what
/// patterns choose.
final class InventoryDifferentialTest {
  private static final List<String> PATTERNS =
      List.of(
          "all",
          "*",
          "web",
          "web:db",
          "web,db",
          "db,web",
          "all:!web",
          "!web",
          "&web",
          "all:&db",
          "~w.*[12]",
          "w*",
          "w*:!w1",
          "all[0]",
          "all[-1]",
          "all[1:2]",
          "all[1:]",
          "all[0:0]",
          "web[7]",
          "web[5:9]",
          "nosuch",
          "nosuch:web",
          "ungrouped",
          "h1.example.org",
          "h[0-9].example.org",
          "h?.example.org",
          "h[!1].example.org",
          "localhost",
          "127.0.0.1",
          "w2,w1",
          "a-b",
          "~(");

  private static final List<String> TREES =
      List.of(
          """
          == hosts
          lone ansible_host=10.0.0.1
          [web]
          w1 a=1 b=True c=true d='x y' e="[1, 2]" f={'k':1} g=None h=0x10 i=0644 j=1_000
          w2:2222 k=a#b  # comment
          w[03:05] l='it''s' m=1.50 n=-3 o=(1,2) p=b'x' q=u'y' r="a\\"b" s=a\\ b
          [web:vars]
          text = with # hash
          quoted = "both"
          list = [1, 'two', None, {'k': (1,)}]
          empty =
          eq = a=b=c
          yes = yes
          exp = 1e3
          sum = 1+2
          neg = - 5
          long = 123456789012345678901234567890
          concat = 'a' 'b'
          raw = r'\\d'
          esc = '\\u00e9\\n'
          [db]
          d[a:c] x=1
          w1
          h[1:2].example.org:2200
          [site:children]
          web
          db
          later   # said before it is made
          [later]
          z1
          """,
          """
          == hosts
          ; a comment
          [2001:db8::1]:22
          2001:db8::2
          192.168.0.[1:3]
          r[1:9:3] [
          """,
          """
          == hosts
          [web]
          w1 oops
          """,
          """
          == hosts
          [web:children]
          nosuch
          """,
          """
          == hosts
          [nosuch:vars]
          a=1
          """,
          """
          == hosts
          [web:things]
          a
          """,
          """
          == hosts
          [a b]
          x
          """,
          """
          == hosts
          [web]
          w1 a='unfinished
          """,
          """
          == hosts
          [a:children]
          b
          [b:children]
          a
          """,
          """
          == hosts
          [a-b]
          w1
          [1web]
          w2
          [web]
          web
          [all:vars]
          ansible_group_priority=7
          [web:vars]
          ansible_group_priority=5
          """,
          """
          == hosts
          w[1:3
          w[5:3]
          w[01:3]
          """,
          """
          == hosts
          w[3:1]
          w[b:d]x[1:2]
          localhost
          127.0.0.1
          """,
          """
          == hosts.yml
          all:
            hosts:
              top: {x: 1}
              w[1:2]:
              port:2200: {y: 0644}
            vars: {gv: 'yes', ansible_group_priority: '3'}
            children:
              web:
                hosts: {w1: {x: late, z: [1]}, w9: null}
                children: {deep: {hosts: deep1}}
              db: {hosts: {d1: null}, vars: null}
              none:
              bad: [1, 2]
              odd: {hosts: {o1: }, stray: {a: 1}, text: words}
          """,
          """
          == hosts.yml
          all: {hosts: [a, b]}
          """,
          """
          == hosts.yml
          - a
          """,
          """
          == hosts.yml
          all: {hosts: {a: 1, }
          """,
          """
          == hosts.json
          {"all": {"hosts": {"j1": {"a": [1, 2.5, null, true]}}, "children": {"web": {"hosts": {"j2": {}}}}}}
          """,
          """
          == hosts
          #!/bin/sh
          echo '{"web": ["w1", "w2"], "db": {"hosts": ["d1"], "vars": {"a": 1}, "children": ["sub"]},
                 "solo": {"b": 2}, "_meta": {"hostvars": {"w1": {"c": {"d": null}}}}}'
          """,
          """
          == hosts
          #!/bin/sh
          if [ "$1" = --host ]; then echo "{\\"name\\": \\"$2\\"}"; else echo '{"web": {"hosts": ["w1"]}}'; fi
          """,
          """
          == hosts/a
          [web]
          w1 n=a
          == hosts/b.yml
          web: {hosts: {w1: {n: b}, w2: }}
          == hosts/c.ini
          [ignored]
          x
          == hosts/.hidden
          y
          == hosts/d~
          z
          == hosts/sub/e
          [db]
          d1
          == hosts/group_vars/all.yml
          a: 1
          """,
          """
          == hosts
          """,
          """
          == hosts/a
          [web]
          w1 d="{'a': 1, 'b': {'x': 1}}" l=[1]
          [web:vars]
          g = {'a': [1], 'b': {'x': 1}}
          == hosts/b
          [web]
          w1 d="{'b': {'y': 2}, 'c': 3}" l=[2]
          [web:vars]
          g = {'a': [2], 'b': {'y': 2}}
          """);

  private static final List<List<String>> LISTS =
      List.of(
          List.of("a,b,", "b,c:22,d[1:2]"),
          List.of("w1,"),
          List.of("localhost,"),
          List.of("[::1]:5,x y,"),
          List.of());

  private record Case(String name, Inventories ours, List<String> sources, String limit) {}

  @TestFactory
  Stream<DynamicTest> inventoriesAreReadAsAnsibleReadsThem(@TempDir Path folder) {
    List<Case> cases = cases(folder);
    List<Value> expected =
        AnsibleReference.ask(cases.stream().map(InventoryDifferentialTest::request).toList());
    List<DynamicTest> tests = new ArrayList<>();
    for (int index = 0; index < cases.size(); index++) {
      Case each = cases.get(index);
      Value theirs = expected.get(index);
      tests.add(
          DynamicTest.dynamicTest(
              each.name(), () -> assertThat(json(answer(each))).isEqualTo(json(theirs))));
    }
    return tests.stream();
  }

  private static List<Case> cases(Path folder) {
    List<Case> cases = new ArrayList<>();
    for (int index = 0; index < TREES.size(); index++) {
      Path dir = folder.resolve("t" + index);
      String tree = TREES.get(index);
      Tree.write(dir, tree);
      String first = tree.substring(3, tree.indexOf('\n')).strip().replaceFirst("/.*", "");
      String source = dir.resolve(first).toString();
      cases.add(new Case("tree " + index, Inventories.in(folder), List.of(source), "web:!w2,d*"));
    }
    cases.add(
        new Case(
            "merging",
            Inventories.in(folder).with(Setting.DEFAULT_HASH_BEHAVIOUR, "merge"),
            List.of(folder.resolve("t" + (TREES.size() - 1) + "/hosts").toString()),
            ""));
    for (List<String> list : LISTS) {
      cases.add(new Case("list " + list, Inventories.in(folder), list, ""));
    }
    return cases;
  }

  private static DictValue request(Case each) {
    DictValue request = new DictValue();
    request.put("op", Str.of("inventory"));
    request.put("sources", texts(each.sources()));
    request.put("patterns", texts(PATTERNS));
    request.put("limit", Str.of(each.limit()));
    request.put("hash", Str.of(each.name().equals("merging") ? "merge" : "replace"));
    return request;
  }

  private static Value answer(Case each) {
    Inventory inventory = each.ours().load(each.sources());
    DictValue answer = new DictValue();
    ListValue hosts = new ListValue();
    for (Host host : inventory.hosts()) {
      hosts
          .items()
          .add(
              ListValue.of(
                  Str.of(host.name()),
                  host.vars(),
                  texts(host.groups().stream().map(Group::name).sorted().toList())));
    }
    answer.put("hosts", hosts);
    ListValue groups = new ListValue();
    for (Group group : inventory.groups().values()) {
      groups
          .items()
          .add(
              ListValue.of(
                  Str.of(group.name()),
                  Int.of(group.depth()),
                  Int.of(group.priority()),
                  group.vars(),
                  texts(Inventories.names(group.hosts()))));
    }
    answer.put("groups", groups);
    answer.put("warnings", texts(warnings(each)));
    each.ours().warnings.clear();
    ListValue choices = new ListValue();
    PATTERNS.forEach(
        pattern -> choices.items().add(attempt(() -> inventory.select(List.of(pattern)))));
    answer.put("choices", choices);
    answer.put("choice_warnings", texts(warnings(each)));
    if (!each.limit().isEmpty()) {
      inventory.limit(each.limit());
      answer.put("limited", attempt(() -> inventory.select(List.of("all"))));
    }
    return answer;
  }

  /// Each warning once, as the user sees it, without the piece of the file that errors quote.
  private static List<String> warnings(Case each) {
    return each.ours().warnings.stream()
        .map(text -> text.replaceFirst("(?s)\n\nThe error appears to be in .*", ""))
        .distinct()
        .toList();
  }

  private static Value attempt(Supplier<List<Host>> choice) {
    try {
      return texts(Inventories.names(choice.get()));
    } catch (PlaybookException e) {
      return Str.of("ERROR " + e.getMessage());
    }
  }

  private static ListValue texts(List<String> texts) {
    return new ListValue(texts.stream().map(Str::of).toList());
  }

  private static String json(Value value) {
    return JsonWriter.write(value, JsonFormat.PLAIN.withIndent(1).withSortKeys(true));
  }
}
