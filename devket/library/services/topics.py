"""What developers write about, and by which signs a page shows it. Data, no code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """A tag that may be suggested.

    `words` mean it in any case, whole words of a title or an address; `names` only as written here,
    in titles of pages that have to do with code, for they are everyday words as well; `languages`
    are those of code blocks.
    """

    name: str
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()


def _topic(
    name: str, words: str = "", *, names: str = "", code: str = "", hosts: str = ""
) -> Topic:
    """Make one from lists with bars between."""
    parts = (tuple(filter(None, told.split("|"))) for told in (words, names, code, hosts))
    return Topic(name, *parts)


TOPICS: tuple[Topic, ...] = (
    _topic("python", "python|python3|cpython|pypi|asyncio|파이썬", code="python|python3|pycon",
           hosts="python.org|pypi.org"),
    _topic("django", "django|장고", hosts="djangoproject.com"),
    _topic("flask", "flask-sqlalchemy|flask-login|werkzeug|jinja|jinja2|플라스크", names="Flask",
           hosts="flask.palletsprojects.com"),
    _topic("fastapi", "fastapi|pydantic", hosts="fastapi.tiangolo.com"),
    _topic("javascript", "javascript|ecmascript|자바스크립트|npm", code="javascript|jsx|js",
           hosts="npmjs.com"),
    _topic("typescript", "typescript|타입스크립트", code="typescript|tsx|ts",
           hosts="typescriptlang.org"),
    _topic("nodejs", "node.js|nodejs|노드js", hosts="nodejs.org"),
    _topic("react", "reactjs|react.js|next.js|nextjs|리액트", names="React hooks|React",
           code="jsx|tsx", hosts="react.dev|reactjs.org"),
    _topic("vue", "vue.js|vuejs|nuxt", names="Vue", code="vue", hosts="vuejs.org"),
    _topic("html", "html|html5|htmx", hosts="html.spec.whatwg.org"),
    _topic("css", "css|flexbox|tailwind|sass", code="css|scss|sass|less",
           hosts="css-tricks.com"),
    _topic("web", "http|http/2|http/3|websocket|websockets|webassembly|wasm|브라우저",
           hosts="web.dev|developer.mozilla.org"),
    _topic("sql", "sql|쿼리", code="sql|plpgsql"),
    _topic("postgresql", "postgresql|postgres|psql|pgbouncer|포스트그레스", code="plpgsql",
           hosts="postgresql.org"),
    _topic("sqlite", "sqlite|sqlite3", hosts="sqlite.org"),
    _topic("mysql", "mysql|mariadb|innodb", hosts="mysql.com|mariadb.org"),
    _topic("redis", "redis|valkey", names="Redis", hosts="redis.io"),
    _topic("database", "database|databases|rdbms|데이터베이스"),
    _topic("orm", "orm|orms|sqlalchemy|hibernate|jpa|sqlmodel", hosts="sqlalchemy.org"),
    _topic("docker", "docker|dockerfile|docker-compose|podman|도커", code="dockerfile|docker",
           hosts="docker.com"),
    _topic("kubernetes", "kubernetes|k8s|kubectl|쿠버네티스", hosts="kubernetes.io"),
    _topic("linux", "linux|systemd|ubuntu|debian|리눅스", hosts="kernel.org|lwn.net"),
    _topic("os", "operating system|operating systems|운영체제", names="kernel"),
    _topic("shell", "bash|zsh|shell script|shell scripts|셸"),
    _topic("aws", "aws|ec2|amazon s3|dynamodb|cloudformation", names="AWS Lambda",
           hosts="aws.amazon.com|docs.aws.amazon.com"),
    _topic("cloud", "gcp|azure|terraform|serverless|클라우드"),
    _topic("git", "git|github actions|rebase|깃", hosts="git-scm.com"),
    _topic("ci", "ci/cd|continuous integration|github actions|jenkins"),
    _topic("security", "security|xss|csrf|ssrf|sql injection|oauth|vulnerability|cve|tls|보안|"
           "취약점", hosts="owasp.org|portswigger.net"),
    _topic("testing", "pytest|unittest|unit test|unit tests|unit testing|tdd|"
           "테스트|단위테스트", names="Testing|Playwright", hosts="docs.pytest.org"),
    _topic("rust", "rustc|rustlang|crates.io|러스트", names="Rust", code="rust",
           hosts="rust-lang.org|docs.rs|crates.io"),
    # The verb is everywhere: only what no sentence says by itself.
    _topic("go", "golang|goroutine|goroutines|고랭|go언어", names="in Go|Go modules|Go generics",
           code="go", hosts="go.dev|golang.org|pkg.go.dev"),
    _topic("java", "java|jvm|자바", code="java"),
    _topic("spring", "spring boot|springboot|스프링", names="Spring Framework", hosts="spring.io"),
    _topic("kotlin", "kotlin|코틀린", code="kotlin", hosts="kotlinlang.org"),
    _topic("swift", "swiftui", names="Swift 5|Swift 6", code="swift", hosts="swift.org"),
    _topic("ruby", "ruby on rails|rubygems|루비", code="ruby", hosts="ruby-lang.org"),
    _topic("php", "php|laravel|wordpress", code="php", hosts="php.net"),
    _topic("c", "ansi c|c언어", code="c"),
    _topic("c++", "c++|cpp|c++20|c++17", code="cpp|c++", hosts="cppreference.com"),
    _topic("c#", "c#|.net|dotnet|asp.net", code="csharp|c#"),
    _topic("haskell", "haskell", code="haskell"),
    _topic("algorithms", "algorithm|algorithms|big-o|알고리즘"),
    _topic("data structures", "data structure|data structures|b-tree|b-trees|hash table|자료구조"),
    _topic("machine learning", "machine learning|neural network|neural networks|pytorch|"
           "tensorflow|머신러닝|딥러닝"),
    _topic("llm", "llm|llms|gpt|transformer model|언어모델"),
    _topic("api", "rest api|restful|graphql|openapi|grpc", code="graphql|protobuf"),
    _topic("performance", "profiling|profiler|benchmark|benchmarks|latency|성능"),
    _topic("concurrency", "concurrency|multithreading|deadlock|deadlocks|동시성"),
    _topic("regex", "regex|regexes|regular expression|regular expressions|정규식|정규표현식"),
    _topic("unicode", "unicode|utf-8|유니코드"),
    _topic("vim", "vim|neovim", code="vim"),
    _topic("accessibility", "accessibility|a11y|wcag|aria|접근성"),
)  # fmt: skip
