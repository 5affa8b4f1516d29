exec(open('/tmp/lang3/c/.res.py').read().split("R='src/reading/'")[0])
R='/tmp/lang3/c/src/reading/'
def doc(i,a,b):
    a=a.replace('`number` (`one` `many`) |','`number` (`one` `many`), `things`: a body or a text of that gender, too (`gender.f`, `gender.m`) |')
    return a.replace('`unnamed` (nobody is named).','`unnamed` (nobody is named), `self` (the form itself says that it is the last one told of: "a-t-elle dit").')
resolve('/tmp/lang3/c/docs/formats/grammar.md',doc)
resolve(R+'grammar-format.ts',lambda i,a,b:a.replace('"unnamed marked"','"unnamed marked self"'))
resolve(R+'layers/time-dates.ts',lambda i,a,b:b+'''    // ليلة 6 على 7 حزيران
    const night = grammar.has("denied-links", dash) && second === d + 1;
''')
