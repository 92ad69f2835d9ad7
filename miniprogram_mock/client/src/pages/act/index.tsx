import { Stub } from '@/ui/Stub'

export default function Page() { return <Stub title='行动' tab='act' /> }
