build() { exit 1; }
